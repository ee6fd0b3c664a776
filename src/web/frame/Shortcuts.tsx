import { Modal } from 'antd'
import { keyName } from '../keys.ts'
import { useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'

const keys = [
  ['keyCommand', 'mod+k'],
  ['keyFilter', '/'],
  ['keyGo', 'g w|c|p|o'],
  ['keyMove', 'j|k|↓|↑'],
  ['keySelect', 'x|mod+a'],
  ['keyPeek', 'space|enter'],
  ['keyCreate', 'c|e|f'],
  ['keySave', 'mod+enter'],
  ['keyUndo', 'mod+z'],
  ['keyClose', 'escape'],
  ['keyHelp', '?'],
] as const

/** The table of shortcuts, as this platform writes them. */
export const Shortcuts = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const t = useWords(frameWords)
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('shortcuts')} width={440} destroyOnHidden>
      <dl className="gs-shortcuts">
        {keys.map(([word, shortcut]) => (
          <div key={word}>
            <dt>{t(word)}</dt>
            <dd>
              {shortcut.split(/[| ]/).map((key) => (
                <kbd className="gs-kbd" key={key}>
                  {key === 'space' ? 'Space' : keyName(key)}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
