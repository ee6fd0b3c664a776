import { pinyin } from 'pinyin-pro'
import sql from 'sql-template-tag'
import { load } from '../load.ts'
import type { Bench } from '../main.ts'
import { ms, type Section, say, whole } from '../report.ts'

const letters = (text: string, pattern: 'pinyin' | 'first') =>
  pinyin(text, { toneType: 'none', type: 'array', pattern, v: true }).join('')

/** The brand in `杭州海岬液压件有限公司`: what people remember of a name. */
const brandOf = (name: string) => name.slice(2, 4)

/** Searching as people type, through the command bar and through the list. */
export const search = async ({ app, people, system, seconds }: Bench): Promise<Section> => {
  const { rows: found } = await system.kernel.db.query<{ name: string; phone: string | null }>(
    sql`SELECT name, phone FROM customers TABLESAMPLE SYSTEM (0.1) REPEATABLE (7) WHERE deleted_at IS NULL AND phone ~ '^1[0-9]{10}$' LIMIT 200`,
  )
  const { rows: more } =
    found.length >= 50
      ? { rows: found }
      : await system.kernel.db.query<{ name: string; phone: string | null }>(
          sql`SELECT name, phone FROM customers WHERE phone ~ '^1[0-9]{10}$' ORDER BY id LIMIT 200`,
        )
  const kinds: readonly { name: string; words: readonly string[] }[] = [
    { name: 'two signs (海岬)', words: more.map((row) => brandOf(row.name)) },
    { name: 'a longer part of the name', words: more.map((row) => row.name.slice(2, 7)) },
    { name: 'pinyin (haijia)', words: more.map((row) => letters(brandOf(row.name), 'pinyin')) },
    { name: 'initials (hjyy)', words: more.map((row) => letters(row.name.slice(2, 6), 'first')) },
    { name: 'last four of a phone', words: more.map((row) => (row.phone ?? '').slice(-4)) },
    { name: 'a whole phone', words: more.map((row) => row.phone ?? '') },
  ]
  const rows: string[][] = []
  for (const scope of ['member', 'all'])
    for (const [where, pathOf] of [
      ['command bar', (text: string) => `/api/v1/search?q=${encodeURIComponent(text)}`],
      ['list', (text: string) => `/api/v1/customers?search=${encodeURIComponent(text)}`],
    ] as const)
      for (const { name, words } of kinds) {
        const cookies = people.get(scope)!.map((one) => one.cookie)
        const shots = words
          .filter((text) => text !== '')
          .map((text, i) => ({ path: pathOf(text), headers: { cookie: cookies[i % cookies.length]! } }))
        await load(app, shots, 1)
        const result = await load(app, shots, seconds)
        say(`  ${where}, ${scope}, ${name}: p95 ${ms(result.p95)} ms`)
        rows.push([
          where,
          scope,
          name,
          whole(result.perSecond),
          ms(result.p50),
          ms(result.p95),
          result.perSecond === 0
            ? `no answer within ${seconds} s`
            : result.failed === 0
              ? ''
              : `${result.failed} failed`,
        ])
      }
  return {
    title: 'Search, ten people at once',
    columns: ['where', 'scope', 'typed', 'requests/s', 'p50 ms', 'p95 ms', ''],
    rows,
  }
}
