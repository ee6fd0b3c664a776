import { load, median } from '../load.ts'
import type { Bench } from '../main.ts'
import { signIn } from '../people.ts'
import { ms, type Section, whole } from '../report.ts'

const wanted = 400

/** What the workbench of a manager asks when it opens: the counts of the reminders, and what every subordinate has before them. */
export const workbench = async ({ app, system, cluster, seconds, rounds }: Bench): Promise<Section> => {
  const { kernel } = system
  const directory = kernel.directory()
  const [id, people] = [...directory.people.values()]
    .filter((person) => person.status === 'active')
    .map((person): [string, number] => [person.id, directory.subordinates(person.id).length])
    .sort((a, b) => Math.abs(a[1] - wanted) - Math.abs(b[1] - wanted))[0]!
  const [manager] = await signIn(kernel.db, [id])
  const headers = { cookie: manager!.cookie }
  const rows: string[][] = []
  for (const path of ['/reminders', '/team', '/distribution']) {
    const began = performance.now()
    const first = await fetch(`${app.url}/api/v1${path}`, { headers })
    await first.arrayBuffer()
    const alone = performance.now() - began
    const runs = []
    for (let i = 0; i < rounds; i++)
      runs.push(await load(app, [{ path: `/api/v1${path}`, headers }], seconds, cluster.dataDir))
    rows.push([
      path,
      ms(alone),
      whole(median(runs.map((run) => run.perSecond))),
      ms(median(runs.map((run) => run.p50))),
      ms(median(runs.map((run) => run.p95))),
      String(runs.reduce((sum, run) => sum + run.failed, 0)),
    ])
  }
  return {
    title: 'Workbench of a manager',
    columns: ['', 'first, alone ms', 'per second', 'p50 ms', 'p95 ms', 'failed'],
    rows,
    notes: [
      `A manager of ${people} people, ten connections at once. Numbers over more than a hundred people (/team, /distribution) are counted once in half a minute.`,
    ],
  }
}
