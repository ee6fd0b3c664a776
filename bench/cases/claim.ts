import { Agent, request } from 'node:http'
import sql from 'sql-template-tag'
import { percentile } from '../load.ts'
import type { Bench } from '../main.ts'
import { ms, type Section, say } from '../report.ts'

interface Answer {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly time: number
}

const claimOnce = (agent: Agent, url: string, cookie: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const sent = request(
      url,
      { method: 'POST', agent, headers: { cookie, 'content-type': 'application/json', 'content-length': 2 } },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('end', () => {
          const body = JSON.parse(text) as { code?: string; detail?: string }
          resolve({
            status: answer.statusCode ?? 0,
            code: body.code ?? '',
            detail: body.detail ?? '',
            time: performance.now() - began,
          })
        })
        answer.on('error', reject)
      },
    )
    sent.on('error', reject)
    sent.end('{}')
  })

/** Everybody of a region wants the same customer at the same moment: one wins, the others are told who did. */
export const claim = async ({ app, reps, system, rounds }: Bench): Promise<Section> => {
  const { kernel } = system
  const byPool = new Map<string, string[]>()
  for (const { id, cookie } of reps)
    for (const pool of (await kernel.principalFor(id))?.poolIds ?? [])
      byPool.set(pool, [...(byPool.get(pool) ?? []), cookie])
  const [poolId, members] = [...byPool].sort((a, b) => b[1].length - a[1].length)[0]!
  const cookies = Array.from({ length: 500 }, (_, i) => members[i % members.length]!)
  const { rows: open } = await kernel.db.query<{ id: string }>(sql`
    SELECT id FROM customers WHERE pool_id = ${poolId} AND owner_id IS NULL AND deleted_at IS NULL AND pooled_at < now() - interval '1 day'
      AND (previous_owner_id IS NULL OR pooled_at < now() - interval '60 days') ORDER BY pooled_at, id LIMIT ${rounds}`)
  const rows: string[][] = []
  for (const [i, { id }] of open.entries()) {
    const agent = new Agent({ keepAlive: true, maxSockets: cookies.length })
    const began = performance.now()
    const answers = await Promise.all(
      cookies.map((cookie) => claimOnce(agent, `${app.url}/api/v1/customers/${id}/claim`, cookie)),
    )
    const elapsed = performance.now() - began
    agent.destroy()
    const won = answers.filter((one) => one.status === 200).length
    const told = answers.filter((one) => one.status === 409 && one.code === 'already_owned' && one.detail !== '').length
    const failed = answers.filter((one) => one.status >= 500).length
    const times = answers.map((one) => one.time).sort((a, b) => a - b)
    const { rows: intervals } = await kernel.db.query(
      sql`SELECT 1 FROM ownership_intervals WHERE record_id = ${id} AND to_at IS NULL AND owner_id IS NOT NULL`,
    )
    const holds = won === 1 && told === cookies.length - 1 && failed === 0 && intervals.length === 1
    say(`  customer ${i + 1}: ${won} won, ${told} told, ${failed} failed, ${elapsed.toFixed(0)} ms`)
    const others = answers
      .filter((one) => one.status !== 200 && one.code !== 'already_owned')
      .map((one) => `${one.status} ${one.code}`)
    rows.push([
      String(i + 1),
      String(won),
      String(told),
      String(failed),
      ms(elapsed),
      ms(percentile(times, 0.5)),
      ms(percentile(times, 0.95)),
      holds ? 'holds' : `broken: ${[...new Set(others)].join(', ')}`,
    ])
  }
  return {
    title: '500 claims of one customer at once',
    columns: [
      'customer',
      'won',
      'told why',
      '5xx',
      'all answered ms',
      'p50 ms',
      'p95 ms',
      'one wins, 499 told, none 5xx',
    ],
    rows,
    notes: [`By ${new Set(cookies).size} different people of one pool.`],
  }
}
