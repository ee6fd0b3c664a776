import { Button, Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { namedOf } from '../../fields/reference/named.ts'
import { ActionDialog } from '../actions/ActionDialog.tsx'
import type { ActionMeta, ObjectMeta } from '../meta.ts'
import { Composer } from '../record/composer/Composer.tsx'
import { Level } from '../record/RecordHead.tsx'
import { useContactLog } from '../record/record.hooks.ts'
import { FlatTide } from '../record/Tide.tsx'
import { type RecordRow, useRecord, verdict } from '../records.ts'
import { useWords } from '../words.ts'
import { useWhen } from './when.ts'
import type { LastWord } from './workbench.data.ts'
import { workbenchWords } from './workbench.words.ts'

export interface CustomerRowProps {
  readonly row: RecordRow
  readonly object: ObjectMeta
  readonly word: LastWord | undefined
  readonly late: boolean
  readonly own: boolean
  readonly onDone: (saved: { readonly next: string | null }) => void
}

interface TableRowProps extends CustomerRowProps {
  /** This person may read what was said; otherwise there are no columns for it. */
  readonly told: boolean
  readonly writing: boolean
  readonly onWrite: (open: boolean) => void
}

/** One customer waiting: when, who, the last word, what protection is left; the follow-up is written under it. */
export const CustomerRow = ({ row, object, word, told, late, own, writing, onWrite, onDone }: TableRowProps) => {
  const t = useWords(workbenchWords)
  const navigate = useNavigate()
  const when = useWhen()
  const log = useContactLog(object.path)
  const self = useRef<HTMLTableRowElement>(null)
  const [asked, setAsked] = useState<ActionMeta | null>(null)
  const contact = namedOf(row, 'primaryContactId')?.name ?? word?.contact ?? ''
  const phone = typeof row.phone === 'string' && !row.phone.includes('*') ? row.phone : undefined
  const reschedule = object.actions.find((action) => action.name === 'reschedule')
  const writes = own && log !== undefined
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== self.current || event.nativeEvent.isComposing) return
    const step =
      event.key === 'ArrowDown' || event.key === 'j' ? 1 : event.key === 'ArrowUp' || event.key === 'k' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      sibling(self.current, step)?.focus()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      void navigate(`/o/${object.path}/${row.id}`)
    } else if (event.key.toLowerCase() === 'f' && writes && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      onWrite(true)
    }
  }
  const items = [
    ...(phone === undefined ? [] : [{ key: 'call', label: <a href={`tel:${phone}`}>{t('call')}</a> }]),
    { key: 'open', label: t('open') },
    ...(reschedule !== undefined && verdict(row, 'reschedule').can
      ? [{ key: 'reschedule', label: t('reschedule') }]
      : []),
  ]
  const { text, past } = when(row.nextFollowUpAt, late)
  return (
    <>
      <tr ref={self} tabIndex={0} className={`gs-work-row ${writing ? 'is-open' : ''}`} onKeyDown={onKeyDown} data-row>
        <td className={past ? 'gs-late' : 'gs-muted'}>{text}</td>
        <th scope="row">
          <span className="gs-work-name">
            <Level object={object} record={row} />
            <Link to={`/o/${object.path}/${row.id}`} className="gs-ink gs-ellipsis" title={String(row.name)}>
              {String(row.name)}
            </Link>
          </span>
        </th>
        {told && (
          <>
            <td>{contact}</td>
            <td className="gs-muted" title={word?.text}>
              {word?.text}
            </td>
          </>
        )}
        <td>
          <FlatTide record={row} />
        </td>
        <td>
          <span className="gs-work-buttons">
            {writes && (
              <Button
                size="small"
                type={writing ? 'default' : 'primary'}
                tabIndex={-1}
                onClick={() => onWrite(!writing)}
              >
                {t('followUp')}
                <kbd className="gs-kbd">F</kbd>
              </Button>
            )}
            <Dropdown
              trigger={['click']}
              placement="bottomRight"
              menu={{
                items,
                onClick: ({ key }) => {
                  if (key === 'open') void navigate(`/o/${object.path}/${row.id}`)
                  if (key === 'reschedule') setAsked(reschedule ?? null)
                },
              }}
            >
              <Button
                size="small"
                type="text"
                className="gs-work-more"
                aria-label={t('more')}
                icon={<Ellipsis aria-hidden />}
              />
            </Dropdown>
          </span>
        </td>
      </tr>
      {writing && log !== undefined && (
        <tr className="gs-work-composer">
          <td />
          <td colSpan={told ? 5 : 3}>
            <WithProtection row={row} path={object.path}>
              {(customer) => (
                <Composer
                  inRow
                  on={log.on}
                  customer={customer}
                  onClose={() => {
                    onWrite(false)
                    self.current?.focus()
                  }}
                  onSaved={(saved) => {
                    sibling(self.current, 1)?.focus()
                    onDone(saved)
                  }}
                />
              )}
            </WithProtection>
          </td>
        </tr>
      )}
      {asked !== null && (
        <ActionDialog
          object={object}
          action={asked}
          ids={[row.id]}
          record={row}
          onDone={() => {}}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

/** The whole record says what protection rests on; until it is here the row will do. */
const WithProtection = ({
  row,
  path,
  children,
}: {
  row: RecordRow
  path: string
  children: (record: RecordRow) => React.ReactNode
}) => {
  const { data } = useRecord(path, row.id)
  return children(data ?? row)
}

const sibling = (from: HTMLElement | null, step: number): HTMLElement | undefined => {
  if (from === null) return undefined
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
  return rows[rows.indexOf(from) + step]
}
