import type { JsonObject } from '../../model/label.ts'
import { apiUrl } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { listParameters } from '../records.ts'
import { showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { listWords } from './list.words.ts'
import type { ListState } from './list-state.ts'

/** `vcf`: business cards, of objects that are one. */
export type ExportFormat = 'xlsx' | 'csv' | 'vcf'

interface ExportRequest {
  readonly object: ObjectMeta
  readonly state: ListState
  readonly fields: readonly string[]
  readonly format: ExportFormat
  readonly total: number
  /** Only these; none means all of the list. */
  readonly ids: readonly string[]
}

/** Downloads the list as it is filtered and sorted, in the columns shown. */
export const exportList = ({ object, state, fields, format, total, ids }: ExportRequest): void => {
  const filter: JsonObject = ids.length > 0 ? { id: { in: ids } } : state.filter
  download(object, {
    format,
    ...listParameters({ filter, search: ids.length > 0 ? '' : state.search, sort: state.sort, fields }),
  })
  showToast({ text: say(listWords, 'exporting', { total: total.toLocaleString('en-US') }) })
}

/** The business card of one record. */
export const exportCard = (object: ObjectMeta, id: string): void =>
  download(object, { format: 'vcf', ...listParameters({ filter: { id } }) })

const download = (object: ObjectMeta, query: Parameters<typeof apiUrl>[1]): void => {
  const link = document.createElement('a')
  link.href = apiUrl(`/${object.path}/export`, query)
  link.download = ''
  link.click()
}
