import { useQueries } from '@tanstack/react-query'
import { Button, Dropdown } from 'antd'
import type { TextAreaRef } from 'antd/es/input/TextArea'
import { ListFilter } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import { approvalWords } from '../approval/approval.words.ts'
import { ApprovalCourse, ApprovalTab } from '../approval/RecordApproval.tsx'
import { AttachmentsTab } from '../attachments/AttachmentsTab.tsx'
import { useAttachments } from '../attachments/attachments.data.ts'
import { attachmentWords } from '../attachments/attachments.words.ts'
import { DropAnywhere } from '../attachments/DropAnywhere.tsx'
import { upload } from '../attachments/uploads.ts'
import { useWidth } from '../media.ts'
import { isDeal, may, type ObjectMeta, useMeta } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { fetchList, listKey, type RecordRow } from '../records.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { ChildTab } from './ChildTab.tsx'
import { Composer } from './composer/Composer.tsx'
import { FittingTabs, type Tab } from './FittingTabs.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { LinesTab, linesOf } from './LinesTab.tsx'
import { MembersTab } from './MembersTab.tsx'
import { OwnersTab } from './OwnersTab.tsx'
import { RecordComment } from './RecordComment.tsx'
import { type ContactLog, hasTimeline } from './record.hooks.ts'
import { recordWords } from './record.words.ts'
import { type KindFilter, kindFilters, Timeline } from './Timeline.tsx'

/** Records of another object that point to this one through a field. */
export interface Child {
  readonly key: string
  readonly object: ObjectMeta
  readonly field: string
}

const useChildren = (object: ObjectMeta): readonly Child[] => {
  const { objects } = useMeta()
  return object.tabs.flatMap((key) => {
    const [path = '', field = ''] = key.split('.')
    const child = objects.find((candidate) => candidate.path === path)
    return child === undefined || !may(child, 'read') ? [] : [{ key, object: child, field }]
  })
}

const useCounts = (children: readonly Child[], id: string): readonly (number | undefined)[] =>
  useQueries({
    queries: children.map(({ object, field }) => {
      const query = { filter: { [field]: id }, limit: 50, sort: object.sort }
      return { queryKey: listKey(object.path, query), queryFn: () => fetchList(object.path, query) }
    }),
  }).map((result) => result.data?.page.total.value)

interface RecordTabsProps {
  readonly object: ObjectMeta
  readonly record: RecordRow
  readonly tab: string
  readonly onTab: (key: string) => void
  readonly box: RefObject<TextAreaRef | null>
  readonly log: ContactLog | undefined
  /** 资料 as a tab, where no panel stands beside. */
  readonly details: ReactNode
}

/** Nobody's customer is claimed before it is worked on. */
const isPooled = (record: RecordRow): boolean => record.pooledAt != null && record.ownerId == null

/** Activity first, then what points to this record, who shares it, and what became of it. */
export const RecordTabs = ({ object, record, tab, onTab, box, log, details }: RecordTabsProps) => {
  const t = useWords(recordWords)
  const label = useLabel()
  const locale = useLocale()
  const phone = useWidth() === 'phone'
  const children = useChildren(object)
  const counts = useCounts(children, record.id)
  const [kind, setKind] = useState<KindFilter>('all')
  const tells = hasTimeline(object)
  const files = useWords(attachmentWords)
  const attachable = object.traits.attachable === true && record.deletedAt == null
  const { data: attachments } = useAttachments(
    object,
    record.id,
    attachable && (tab === 'attachments' || !isPooled(record)),
  )
  const dropped = (given: readonly File[]) => {
    upload(object.path, record.id, given)
    onTab('attachments')
  }
  const members = Array.isArray(record.memberIds) ? record.memberIds.length : undefined
  // By another reference than the one that says whose it is: 经销商, 介绍人.
  const viaOf = (child: Child) => {
    const field = child.object.fields.find((one) => one.name === child.field)
    return field === undefined || field.label.zh === object.label.zh ? undefined : field
  }
  const name = (child: Child): string => {
    const field = viaOf(child)
    return field !== undefined
      ? t('tabVia', { object: label(child.object.label), field: label(field.label) })
      : objectName(child.object, locale).heading
  }
  const approval = useWords(approvalWords)
  const items: readonly Tab[] = [
    ...(object.path === 'approvals'
      ? [{ key: 'course', text: approval('tab'), children: <ApprovalCourse record={record} /> }]
      : []),
    ...linesOf(object, record).map((field) => ({
      key: field.name,
      text: label(field.label),
      count: Array.isArray(record[field.name]) ? (record[field.name] as unknown[]).length : 0,
      children: <LinesTab object={object} record={record} field={field} />,
    })),
    ...(tells
      ? [
          {
            key: 'timeline',
            text: t('tabTimeline'),
            children: (
              <>
                {log !== undefined && !phone && record.deletedAt == null && !isPooled(record) && (
                  <Composer on={log.on} customer={record} focus={box} onSaved={() => {}} />
                )}
                {log === undefined && <RecordComment object={object} record={record} />}
                <Timeline object={object} record={record} kind={kind} />
              </>
            ),
          },
        ]
      : []),
    ...(details === null ? [] : [{ key: 'details', text: t('tabDetails'), children: details }]),
    ...children.flatMap((child, index) =>
      (viaOf(child) !== undefined || isDeal(child.object)) && !counts[index]
        ? []
        : [
            {
              key: child.key,
              text: name(child),
              count: counts[index],
              children: <ChildTab child={child} record={record} parent={object} />,
            },
          ],
    ),
    ...(attachable
      ? [
          {
            key: 'attachments',
            text: files('tab'),
            count: attachments?.page.total.value,
            children: <AttachmentsTab object={object} id={record.id} />,
          },
        ]
      : []),
    ...(object.traits.owned === true && object.traits.follows === undefined && object.kind !== 'action'
      ? [
          {
            key: 'members',
            text: t('tabMembers'),
            count: members,
            children: <MembersTab object={object} record={record} />,
          },
        ]
      : []),
    ...(record.approvalState == null
      ? []
      : [{ key: 'approval', text: approval('tab'), children: <ApprovalTab object={object} record={record} /> }]),
    { key: 'history', text: t('tabHistory'), children: <HistoryTab object={object} id={record.id} /> },
    ...(object.traits.pooled === true
      ? [{ key: 'owners', text: t('tabOwners'), children: <OwnersTab object={object} id={record.id} /> }]
      : []),
  ]
  const filter = tab === 'timeline' && tells && !phone && (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: [kind],
        items: kindFilters.map((one) => ({ key: one.key, label: t(one.word) })),
        onClick: ({ key }) => setKind(key as KindFilter),
      }}
    >
      <Button type="text" size="small" icon={<ListFilter aria-hidden />}>
        {t(kindFilters.find((one) => one.key === kind)?.word ?? 'allKinds')}
      </Button>
    </Dropdown>
  )
  const active = items.some((item) => item.key === tab) ? tab : (items[0]?.key ?? '')
  return (
    <>
      {attachable && (
        <DropAnywhere
          name={String(record[object.title] ?? '')}
          mayAdd={attachments?.can.create === true}
          onFiles={dropped}
        />
      )}
      <FittingTabs tabs={items} active={active} onTab={onTab} beside={filter} />
    </>
  )
}
