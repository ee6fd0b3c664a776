import type { Row } from '../model/label.ts'
import type { Found } from '../model/web-field.ts'
import { api, type Page } from './client.ts'
import { hintOf } from './hint.ts'
import { metaQuery, type ObjectMeta } from './meta.ts'
import { queryClient } from './query.ts'
import { listParameters, type RecordRow } from './records.ts'

/** Looks records up for pickers: by name, pinyin or phone, or by id to name what is already chosen. */
export const findRecords = async (query: {
  object: string
  text: string
  ids?: readonly string[]
  within?: Row
}): Promise<readonly Found[]> => {
  const meta = await queryClient.ensureQueryData(metaQuery)
  const object = meta.objects.find((candidate) => candidate.path === query.object)
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
    query: listParameters({ filter, search: query.text, limit: 20, count: 'none' }),
  })
  return data.map((record) => found(record, object))
}

const found = (record: RecordRow, object: ObjectMeta | undefined): Found => ({
  id: record.id,
  title: String(record[object?.title ?? 'name'] ?? record.name ?? record.id),
  hint: hintOf(record, object),
})
