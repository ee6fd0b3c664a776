import type { JsonObject } from '../../model/label.ts'
import { apiUrl } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { listParameters } from '../records.ts'
import { showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { listWords } from './list.words.ts'
import type { ListState } from './list-state.ts'

interface ExportRequest {
  readonly object: ObjectMeta
  readonly state: ListState
  readonly fields: readonly string[]
  readonly format: 'xlsx' | 'csv'
  readonly total: number
  /** Only these; none means all of the list. */
  readonly ids: readonly string[]
}

/** Downloads the list as it is filtered and ordered, in the columns shown. */
export const exportList = ({ object, state, fields, format, total, ids }: ExportRequest): void => {
  const filter: JsonObject = ids.length > 0 ? { id: { in: ids } } : state.filter
  const query = {
    format,
    ...listParameters({ filter, sort: state.sort, search: ids.length > 0 ? '' : state.search, fields }),
  }
  const link = document.createElement('a')
  link.href = apiUrl(`/${object.path}/export`, query)
  link.download = ''
  link.click()
  showToast({ text: say(listWords, 'exporting', { total: total.toLocaleString('en-US') }) })
}
