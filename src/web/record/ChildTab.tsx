import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { Link } from 'react-router'
import { Chain } from '../drawing/Chain.tsx'
import { NetworkView, type Relates } from '../drawing/NetworkView.tsx'
import { openForm } from '../form-host.ts'
import { may, type ObjectMeta } from '../meta.ts'
import { type RecordRow, useRecords } from '../records.ts'
import { Empty, Failure, SkeletonRows } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { ChildTable } from './ChildTable.tsx'
import type { Child } from './RecordTabs.tsx'
import { recordWords } from './record.words.ts'

interface ChildTabProps {
  readonly child: Child
  readonly record: RecordRow
  readonly parent: ObjectMeta
}

/** Records of another object that point to this one; a new one is filled in already. */
export const ChildTab = ({ child, record, parent }: ChildTabProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const { object, field } = child
  const filter = { [field]: record.id }
  const { data, error, refetch } = useRecords(object.path, { filter, limit: 50, sort: object.sort })
  const noun = label(object.label)
  const create = () =>
    openForm({
      object: object.path,
      initial: {
        [field]: record.id,
        [field.replace(/Id$/, '')]: { id: record.id, name: String(record[parent.title] ?? '') },
      },
      onSaved: () => {},
    })
  const add = may(object, 'create') && record.deletedAt == null && (
    <Button size="small" icon={<Plus aria-hidden />} onClick={create}>
      {t('add', { object: noun })}
    </Button>
  )
  if (data === undefined)
    return error === null ? (
      <SkeletonRows rows={4} columns={[200, 90, 90]} />
    ) : (
      <Failure title={t('tabFailed')} error={error} onRetry={() => void refetch()} />
    )
  if (data.data.length === 0)
    return (
      <Empty title={t('emptyTab', { object: noun })}>
        {add !== false && (
          <Button type="primary" icon={<Plus aria-hidden />} onClick={create}>
            {t('add', { object: noun })}
          </Button>
        )}
      </Empty>
    )
  const total = data.page.total.value
  return (
    <div className="gs-child">
      <div className="gs-child-head">{add}</div>
      <Drawing child={child} record={record} parent={parent} rows={data.data} />
      <ChildTable object={object} rows={data.data} without={field} />
      {total > data.data.length && (
        <Link to={`/o/${object.path}?filter=${encodeURIComponent(JSON.stringify(filter))}`}>
          {t('allOf', { count: total })}
        </Link>
      )}
    </div>
  )
}

/** What the rows look like drawn, where they are ties or report to each other. */
const Drawing = ({
  child: { object, field },
  record,
  parent,
  rows,
}: ChildTabProps & { rows: readonly RecordRow[] }) => {
  const relates = object.traits.relates as Relates | undefined
  if (relates !== undefined && relates.on === field)
    return <NetworkView object={object} relates={relates} rows={rows} parent={parent} record={record} />
  const up = object.fields.find((one) => one.to === object.path && one.within === field)
  if (up?.readable === true) return <Chain object={object} rows={rows} up={up} whole={field} />
  return null
}
