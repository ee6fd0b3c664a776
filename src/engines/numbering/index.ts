import sql from 'sql-template-tag'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'

const schema = `
CREATE TABLE IF NOT EXISTS serials (object text NOT NULL, field text NOT NULL, period text NOT NULL, last bigint NOT NULL, PRIMARY KEY (object, field, period));
`

const serialsOf = (object: CompiledObject): CompiledField[] =>
  [...object.fields.values()].filter((field) => field.type.name === 'serial')

/** The part of a pattern that changes with time, `OPP-{yyyy}{0000}` in 2026 -> `2026`: each period counts from 1. */
export const periodOf = (pattern: string, today: string): string =>
  [...pattern.matchAll(/\{(yyyy|mm|dd)\}/g)].map((match) => partOf(match[1]!, today)).join('')

const partOf = (name: string, today: string) =>
  name === 'yyyy' ? today.slice(0, 4) : name === 'mm' ? today.slice(5, 7) : today.slice(8, 10)

/** `OPP-{yyyy}{0000}`, 7 -> `OPP-20260007`; a number longer than its zeros is written whole. */
export const writeSerial = (pattern: string, today: string, number: number): string =>
  pattern
    .replace(/\{(yyyy|mm|dd)\}/g, (_, name: string) => partOf(name, today))
    .replace(/\{(0+)\}/, (_, zeros: string) => String(number).padStart(zeros.length, '0'))

/** 编号: numbers by pattern, one counter a period; a batch takes its range at once. Unique, not gapless. */
export const numberingEngine = (kernel: () => Kernel): Engine => ({
  name: 'numbering',
  schema,
  hooks: [
    {
      stage: 'change',
      applies: (object) => serialsOf(object).length > 0,
      run: async ({ object, tx, context }, changes) => {
        const fresh = changes.filter((change) => change.kind === 'create')
        if (fresh.length === 0) return
        const today = kernel().clock.today(context.now)
        for (const field of serialsOf(object)) {
          const pattern = String(field.def.pattern ?? '{000000}')
          const { rows } = await tx.query<{
            last: number
          }>(sql`INSERT INTO serials (object, field, period, last) VALUES (${object.path}, ${field.name}, ${periodOf(pattern, today)}, ${fresh.length})
            ON CONFLICT (object, field, period) DO UPDATE SET last = serials.last + excluded.last RETURNING last`)
          const first = (rows[0]?.last ?? fresh.length) - fresh.length + 1
          for (const [i, change] of fresh.entries()) change.after[field.name] = writeSerial(pattern, today, first + i)
        }
      },
    },
  ],
})
