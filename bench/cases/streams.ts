import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import sql from 'sql-template-tag'
import type { Bench } from '../main.ts'
import { type Section, say, whole } from '../report.ts'

const streams = 10_000
const events = 20

const open = (agent: Agent, url: string, cookie: string, heard: (text: string) => void): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { cookie } }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`a stream answered ${answer.statusCode}`))
      answer.setEncoding('utf8')
      answer.on('data', heard)
      answer.on('error', () => {})
      resolve(answer)
    })
    sent.on('error', reject)
    sent.end()
  })

/** Ten thousand open event streams on one process: everybody who may hear of a change hears of each. */
export const eventStreams = async ({ app, admin, reps, system }: Bench): Promise<Section> => {
  const { kernel } = system
  const byPool = new Map<string, string[]>()
  for (const { id, cookie } of reps)
    for (const pool of (await kernel.principalFor(id))?.poolIds ?? [])
      byPool.set(pool, [...(byPool.get(pool) ?? []), cookie])
  const [poolId, members] = [...byPool].sort((a, b) => b[1].length - a[1].length)[0]!
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  const counts: number[] = []
  const opened: IncomingMessage[] = []
  const began = performance.now()
  for (let at = 0; at < streams; at += 200)
    opened.push(
      ...(await Promise.all(
        Array.from({ length: 200 }, (_, i) => {
          const place = at + i
          counts[place] = 0
          return open(agent, `${app.url}/api/v1/events`, members[place % members.length]!, (text) => {
            counts[place] = (counts[place] ?? 0) + text.split('"event":"create"').length - 1
          })
        }),
      )),
    )
  const openedIn = performance.now() - began
  say(`  ${opened.length} open in ${(openedIn / 1000).toFixed(1)} s`)
  const made: string[] = []
  const first = performance.now()
  for (let i = 0; i < events; i++) {
    const answer = await fetch(`${app.url}/api/v1/customers`, {
      method: 'POST',
      headers: { cookie: admin.cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ name: `流量测试${Date.now()}-${i}`, ownerId: null, poolId }),
    })
    if (!answer.ok) throw new Error(`create: ${answer.status} ${await answer.text()}`)
    made.push(((await answer.json()) as { id: string }).id)
  }
  const total = () => counts.reduce((sum, count) => sum + count, 0)
  while (total() < streams * events && performance.now() - first < 60_000) await sleep(50)
  const heardIn = performance.now() - first
  const complete = counts.filter((count) => count === events).length
  for (const one of opened) one.destroy()
  agent.destroy()
  await kernel.db.query(sql`DELETE FROM customers WHERE id = ANY(${made}::uuid[])`)
  await kernel.db.query(sql`DELETE FROM ownership_intervals WHERE record_id = ANY(${made}::uuid[])`)
  return {
    title: 'Open event streams on one process',
    columns: ['streams', 'opened in s', 'events', 'heard', 'streams that heard all', 'all heard in s', 'without loss'],
    rows: [
      [
        whole(opened.length),
        (openedIn / 1000).toFixed(1),
        String(events),
        whole(total()),
        whole(complete),
        (heardIn / 1000).toFixed(1),
        complete === streams ? 'holds' : 'broken',
      ],
    ],
    notes: [`${new Set(members).size} people of one pool; each event is a new customer in it.`],
  }
}
