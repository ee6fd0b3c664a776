import type { Row } from '../model/label.ts'
import type { Found } from '../model/web-field.ts'
import { api, type Page } from './client.ts'
import { hintOf } from './hint.ts'
import { metaQuery, type ObjectMeta } from './meta.ts'
import { queryClient } from './query.ts'
import { listParameters, type RecordRow } from './records.ts'

interface Asked {
  readonly ids: Set<string>
  readonly answer: Promise<readonly Found[]>
}
const waiting = new Map<string, Asked>()
const atOnce = 100

/** Names of records by their ids. What many cells ask at once goes out as one question, and is kept for a while. */
const named = async (object: string, ids: readonly string[]): Promise<readonly Found[]> => {
  const key = (id: string) => ['named', object, id] as const
  const answers = await Promise.all(
    ids.map((id) =>
      queryClient.fetchQuery({
        queryKey: key(id),
        queryFn: async () => (await askFor(object, id)).find((one) => one.id === id) ?? null,
        staleTime: 60_000,
      }),
    ),
  )
  return answers.filter((one) => one !== null)
}

const askFor = (object: string, id: string): Promise<readonly Found[]> => {
  const open = waiting.get(object)
  if (open !== undefined && open.ids.size < atOnce) {
    open.ids.add(id)
    return open.answer
  }
  const ids = new Set([id])
  const answer = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => {
    if (waiting.get(object)?.ids === ids) waiting.delete(object)
    return search({ object, text: '', ids: [...ids] })
  })
  waiting.set(object, { ids, answer })
  return answer
}

interface Query {
  readonly object: string
  readonly text: string
  readonly ids?: readonly string[]
  readonly within?: Row
}

/** Looks records up for pickers: by name, pinyin or phone, or by id to name what is already chosen. */
export const findRecords = (query: Query): Promise<readonly Found[]> =>
  query.ids === undefined ? search(query) : named(query.object, query.ids)

const search = async (query: Query): Promise<readonly Found[]> => {
  const meta = await queryClient.ensureQueryData(metaQuery)
  const object = meta.objects.find((candidate) => candidate.path === query.object)
  // Names of what this person knows nothing of are not asked for.
  if (query.ids !== undefined && object === undefined) return []
  const scoped = query.within !== undefined && object?.fields.some((field) => field.name in query.within!)
  const filter = {
    ...(query.ids === undefined ? {} : { id: { in: query.ids } }),
    ...(scoped
      ? Object.fromEntries(
          Object.entries(query.within!).filter(([name]) => object!.fields.some((f) => f.name === name)),
        )
      : {}),
  }
  const { data } = await api.get<Page<RecordRow>>(`/${query.object}`, {
    query: listParameters({ filter, search: query.text, limit: query.ids === undefined ? 20 : atOnce, count: 'none' }),
  })
  return data.map((record) => found(record, object))
}

const found = (record: RecordRow, object: ObjectMeta | undefined): Found => ({
  id: record.id,
  title: String(record[object?.title ?? 'name'] ?? record.name ?? record.id),
  hint: hintOf(record, object),
})
