import sql from 'sql-template-tag'
import { isId } from '../../kernel/ids.ts'
import type { Call, Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import { writeXlsx } from '../export/write/xlsx.ts'
import type { ImportRecord } from './job.ts'

export const columnsSql = sql`id, object, status, file_name AS "fileName", format, encoding, sheets, sheet, columns, match_by AS "matchBy", on_match AS "onMatch", pool_id AS "poolId", owner_id AS "ownerId", defaults,
  dry_run AS "dryRun", rows, total, created, updated, skipped, failed, kept, created_by_id AS "createdById", created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt", error`

export interface Stored extends ImportRecord {
  readonly fileName: string
  readonly sheets: readonly string[]
  readonly sheet: string | null
  readonly rows: number
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
  /** Of an import taken back: rows that stayed because somebody worked on them since. */
  readonly kept: number
}

export const find = async (call: Call, id = call.params.id): Promise<Stored> => {
  if (!isId(id)) throw notFound()
  const { kernel, context } = call
  const { rows } = await kernel.db.query<Stored>(sql`SELECT ${columnsSql} FROM imports WHERE id = ${id}`)
  const found = rows[0]
  const isAdministrator = kernel.access.may(context.principal, kernel.registry().objects.get('roles')!, 'delete')
  if (found === undefined || (found.createdById !== context.principal.employeeId && !isAdministrator)) throw notFound()
  if (context.principal.mayKey?.(found.object, 'import') === false) throw notFound()
  return found
}

/** Pages go by the number of the row. */
const cursorOf = (text: string | undefined): number => {
  if (text === undefined || text === '') return 0
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw invalid([fault('cursor', 'invalid_cursor', '翻页标记不对', 'The cursor cannot be read')])
}

export const failures = async (call: Call): Promise<Reply> => {
  const stored = await find(call)
  const { kernel, context } = call
  const after = cursorOf(call.query.cursor)
  const { format = 'json' } = call.query
  if (format !== 'json' && format !== 'xlsx')
    throw invalid([fault('format', 'unknown_option', '格式只能是 json 或 xlsx', 'The format is json or xlsx')])
  if (format === 'xlsx') return failuresFile(call, stored)
  const { rows } = await kernel.db.query<{
    number: number
    faults: { column: string; code: string; message: { zh: string; en: string }; value: string }[]
  }>(
    sql`SELECT number, faults FROM import_rows WHERE import_id = ${stored.id} AND state IN ('failed', 'kept') AND number > ${after} ORDER BY number LIMIT 201`,
  )
  const page = rows.slice(0, 200)
  return {
    body: {
      data: page.flatMap((row) =>
        row.faults.map((one) => ({
          row: row.number,
          column: one.column,
          code: one.code,
          message: one.message[context.locale],
          value: one.value,
        })),
      ),
      page: {
        next: rows.length > 200 ? String(page.at(-1)!.number) : null,
        total: { value: stored.failed + stored.kept, exact: true },
      },
    },
  }
}

/** The failed rows as they came, with what is wrong in a last column: mend it there and import that file. */
const failuresFile = async (call: Call, stored: Stored): Promise<Reply> => {
  const { kernel, context } = call
  async function* rows() {
    let after = -1
    for (;;) {
      const page = await kernel.db.query<{
        number: number
        cells: string[]
        faults: { column: string; message: { zh: string; en: string } }[]
      }>(
        sql`SELECT number, cells, faults FROM import_rows WHERE import_id = ${stored.id} AND state IN ('failed', 'kept') AND number > ${after} ORDER BY number LIMIT 1000`,
      )
      if (page.rows.length === 0) return
      after = page.rows.at(-1)!.number
      for (const row of page.rows)
        yield [
          ...stored.columns.map((column) => row.cells[column.index] ?? null),
          row.faults
            .map((one) => `${one.column}${one.column === '' ? '' : ': '}${one.message[context.locale]}`)
            .join('; '),
        ]
    }
  }
  const columns = [...stored.columns.map((column) => column.header), context.locale === 'zh' ? '错误' : 'Error'].map(
    (header) => ({ header, kind: 'text' as const }),
  )
  return {
    stream: writeXlsx({ columns, rows: rows(), sheetName: context.locale === 'zh' ? '失败的行' : 'Failed rows' }),
    headers: {
      'Content-Type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'Content-Disposition': `attachment; filename="failures-${stored.id}.xlsx"`,
    },
  }
}
