import { useQueries } from '@tanstack/react-query'
import { Button } from 'antd'
import { openForm } from '../form-host.ts'
import { may, type ObjectMeta } from '../meta.ts'
import { useObjectName } from '../object-name.ts'
import { fetchList } from '../records.ts'
import { Empty } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { toFilter, toGroup } from './filter-tree.ts'
import { listWords } from './list.words.ts'
import type { ListState } from './list-state.ts'

/** Nothing there: why, and what to do; with a filter, which condition to give up for how many. */
export const EmptyList = ({ object, state }: { object: ObjectMeta; state: ListState }) => {
  const t = useWords(listWords)
  const label = useLabel()
  const name = useObjectName(object)
  const group = toGroup(state.filter)
  const conditions = group.join === 'or' ? [] : group.items.map((item, index) => ({ item, index })).slice(0, 4)
  const attempts = conditions.map(({ item, index }) => ({
    field: item.kind === 'condition' ? item.field : '',
    filter: toFilter({ ...group, items: group.items.filter((_, i) => i !== index) }),
  }))
  const answers = useQueries({
    queries: attempts.map(({ filter }) => ({
      queryKey: ['list', object.path, 'count', filter, state.search],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetchList(object.path, { filter, search: state.search, limit: 1 }, signal),
      staleTime: 60_000,
    })),
  })
  const ways = attempts
    .map((attempt, index) => ({ ...attempt, count: answers[index]?.data?.page.total.value ?? 0 }))
    .filter((way) => way.count > 0 && way.field !== '')
    .slice(0, 3)
  const isFiltered = group.items.length > 0 || state.search !== ''
  if (!isFiltered)
    return (
      <Empty title={t('emptyAll', { object: name.many })} text={t('emptyText')}>
        {may(object, 'create') && (
          <Button type="primary" onClick={() => openForm({ object: object.path })}>
            {t('create', { object: name.one })}
          </Button>
        )}
      </Empty>
    )
  return (
    <Empty title={t('emptyFiltered', { object: name.many })}>
      {ways.map((way, index) => (
        <Button
          key={way.field}
          type={index === 0 ? 'primary' : 'default'}
          onClick={() => state.set({ filter: way.filter })}
        >
          {t('without', {
            field: label(
              object.fields.find((field) => field.name === way.field)?.label ?? { zh: way.field, en: way.field },
            ),
            count: way.count,
          })}
        </Button>
      ))}
      <Button
        type={ways.length === 0 ? 'primary' : 'default'}
        onClick={() => (state.search !== '' ? state.set({ search: null }) : state.set({ view: 'all' }))}
      >
        {t(state.search !== '' ? 'clearFilter' : 'seeAll')}
      </Button>
    </Empty>
  )
}
