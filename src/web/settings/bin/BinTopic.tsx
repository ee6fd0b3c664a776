import { useInfiniteQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { may, type ObjectMeta, useMeta } from '../../meta.ts'
import { fetchList, listKey } from '../../records.ts'
import { Empty, Failure, SkeletonRows } from '../../states.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { BinTable } from './BinTable.tsx'
import { binWords } from './bin.words.ts'

/** Deleted records, object by object: restore, or purge for good. */
export const BinTopic = ({ rest: [path] }: { rest: readonly string[] }) => {
  const t = useWords(binWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const objects = useMeta().objects.filter(
    (object) => object.traits.recyclable === true && ['delete', 'restore', 'purge'].some((verb) => may(object, verb)),
  )
  const object = objects.find((candidate) => candidate.path === path) ?? objects[0]
  if (object === undefined) return null
  return (
    <Topic title={s('bin')} lead={t('lead')}>
      <div className="gs-bar">
        <Select
          className="gs-bar-choice"
          aria-label={t('object')}
          value={object.path}
          onChange={(next: string) => void navigate(`/settings/bin/${next}`)}
          options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
        />
      </div>
      <Deleted key={object.path} object={object} />
    </Topic>
  )
}

const Deleted = ({ object }: { object: ObjectMeta }) => {
  const t = useWords(binWords)
  const s = useWords(settingsWords)
  const name = useLabel()(object.label)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const query = { deleted: true, limit: 50 }
  const list = useInfiniteQuery({
    queryKey: [...listKey(object.path, query), 'pages'],
    queryFn: ({ pageParam, signal }) => fetchList(object.path, { ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.page.next,
  })
  if (list.error !== null)
    return <Failure title={s('notLoaded')} error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <SkeletonRows rows={6} columns={[200, 100, 80]} />
  const rows = list.data.pages.flatMap((page) => page.data)
  if (rows.length === 0) return <Empty title={t('empty', { object: name })} text={t('emptyText', { object: name })} />
  return (
    <>
      <BinTable
        object={object}
        rows={rows}
        total={list.data.pages[0]?.page.total.value ?? rows.length}
        chosen={chosen}
        onChoose={setChosen}
      />
      {list.hasNextPage && (
        <Button className="gs-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {s('more')}
        </Button>
      )}
    </>
  )
}
