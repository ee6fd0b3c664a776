import { contextOf, type Kernel } from '../../kernel/kernel.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { present, viewOf } from '../../kernel/records/view.ts'

const most = 80

/** A name as notices say it. */
export const cutName = (name: string): string => [...name].slice(0, most).join('')

/** How one record is called: in truth, and as somebody may read it (masked, or not at all). */
export interface SeenName {
  readonly clear: string
  readonly shown: string
}

/** The records of one object that somebody reaches now, by id, with their names as this person may read them. */
export const namesSeenBy = async (
  kernel: Kernel,
  employeeId: string,
  path: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SeenName>> => {
  const object = kernel.registry().objects.get(path)
  const principal = await kernel.principalFor(employeeId)
  if (object === undefined || principal === undefined || ids.length === 0) return new Map()
  const context = contextOf(kernel, principal)
  const { title } = object.def
  const rows = await rowsOf(kernel, context, object, ids)
  const view = viewOf(kernel, context, object)
  const shown = await present(kernel, context, view, rows, { only: new Set([title]), verdicts: false })
  return new Map(
    rows.map((row, place) => [
      String(row.id),
      { clear: cutName(String(row[title] ?? '')), shown: cutName(String(shown[place]?.[title] ?? '')) },
    ]),
  )
}
