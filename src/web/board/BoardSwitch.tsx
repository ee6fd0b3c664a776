import { Segmented, Select } from 'antd'
import { Columns3, List as ListIcon } from 'lucide-react'
import { useWidth } from '../media.ts'
import type { ObjectMeta } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { useBoardChoice } from './board.data.ts'
import { boardWords } from './board.words.ts'
import './board.css'

/** List or board, and by what it is grouped. */
export const BoardSwitch = ({ object, view }: { object: ObjectMeta; view: string }) => {
  const t = useWords(boardWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const { fields, field, usual, choose } = useBoardChoice(object, view)
  if (usual === undefined) return null
  return (
    <span className="gs-board-switch">
      {field !== undefined && fields.length > 1 && (
        <Select
          size="small"
          variant="borderless"
          aria-label={t('groupBy')}
          popupMatchSelectWidth={false}
          value={field.name}
          options={fields.map((one) => ({ value: one.name, label: label(one.label) }))}
          onChange={choose}
        />
      )}
      <Segmented
        size="small"
        aria-label={t('look')}
        value={field === undefined ? 'list' : 'board'}
        onChange={(look) => choose(look === 'board' ? usual.name : null)}
        options={[
          { value: 'list', icon: <ListIcon aria-hidden />, ...(phone ? { title: t('list') } : { label: t('list') }) },
          {
            value: 'board',
            icon: <Columns3 aria-hidden />,
            ...(phone ? { title: t('board') } : { label: t('board') }),
          },
        ]}
      />
    </span>
  )
}
