import { median } from '../load.ts'
import type { Bench } from '../main.ts'
import { memoryOf, type Server, startApplication, startWithDatabase } from '../process.ts'
import { ms, type Section, say, whole } from '../report.ts'

const times = 5

const several = async (name: string, start: () => Promise<Server>): Promise<string[]> => {
  const took: number[] = []
  let memory = 0
  // The first start warms the files up, and builds what has changed.
  for (let i = 0; i <= times; i++) {
    const server = await start()
    if (i > 0) took.push(server.startedIn / 1000)
    memory = memoryOf(server.pid)?.now ?? 0
    await server.stop()
  }
  took.sort((a, b) => a - b)
  const middle = median(took)
  say(`  ${name}: ${middle.toFixed(2)} s`)
  return [
    name,
    ms(middle),
    ms(took[0] ?? 0),
    ms(took.at(-1) ?? 0),
    whole(memory),
    middle <= 2 ? 'aim' : middle <= 5 ? 'must' : 'missed',
  ]
}

/** From starting the process until it answers that it is ready, installed and built, on the filled database. */
export const start = async ({ cluster }: Bench): Promise<Section> => {
  const beside = await several('server on a running database', () => startApplication(cluster.url))
  await cluster.stop()
  const together = await several('npm start, database included', () => startWithDatabase(cluster.dataDir))
  await cluster.start()
  return {
    title: 'Start to ready',
    columns: ['', 'median s', 'fastest s', 'slowest s', 'memory at rest MB', 'must ≤ 5 s / aim ≤ 2 s'],
    rows: [beside, together],
  }
}
