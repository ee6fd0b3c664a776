import { parseArgs } from 'node:util'
import { boot, type System } from '../src/app/boot.ts'
import { scopes } from '../src/model/object.ts'
import { approvals } from './cases/approvals.ts'
import { claim } from './cases/claim.ts'
import { claims } from './cases/claims.ts'
import { create } from './cases/create.ts'
import { duplicates } from './cases/duplicates.ts'
import { list } from './cases/list.ts'
import { memory } from './cases/memory.ts'
import { plans } from './cases/plans.ts'
import { record } from './cases/record.ts'
import { recycle } from './cases/recycle.ts'
import { search } from './cases/search.ts'
import { start } from './cases/start.ts'
import { eventStreams } from './cases/streams.ts'
import { workbench } from './cases/workbench.ts'
import { type Cluster, openCluster, rowCounts } from './cluster.ts'
import { idsOfRole, type Person, signAllOut, signIn } from './people.ts'
import { type Server, startApplication, startBare } from './process.ts'
import { type Conditions, printSection, resultsFile, type Section, say, writeResults } from './report.ts'

/** Everything a case works with. */
export interface Bench {
  readonly cluster: Cluster
  /** The same house in this process, to look into; it serves nothing. */
  readonly system: System
  readonly app: Server
  /** Ends the application as a power cut would. */
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly bare: Server
  /** Ten people of each scope, by the key of their role. */
  readonly people: ReadonlyMap<string, readonly Person[]>
  readonly reps: readonly Person[]
  readonly admin: Person
  readonly rounds: number
  readonly seconds: number
}

type Case = (bench: Bench) => Promise<Section>

const cases: Readonly<Record<string, Case>> = {
  list,
  record,
  create,
  claim,
  claims,
  search,
  plans,
  memory,
  recycle,
  duplicates,
  workbench,
  approvals,
  streams: eventStreams,
  start,
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    customers: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
  },
})

const prepare = async (cluster: Cluster): Promise<Bench & { close: () => Promise<void> }> => {
  const system = await boot({ url: cluster.url, poolSize: 3 })
  const { db } = system.kernel
  await signAllOut(db)
  const people = new Map<string, Person[]>()
  for (const scope of scopes) people.set(scope, await signIn(db, await idsOfRole(db, `bench-${scope}`)))
  const reps = await signIn(db, await idsOfRole(db, 'rep', 500))
  const [admin] = await signIn(db, await idsOfRole(db, 'administrator', 1))
  const pools: Record<string, readonly string[]> = {}
  for (const { id } of [...[...people.values()].flat(), ...reps.slice(0, 50)])
    pools[id] = (await system.kernel.principalFor(id))?.poolIds ?? []
  const { version, policy } = system.ownership.policy(system.kernel.clock.now())
  const facts = {
    pools,
    defaultPool: system.ownership.defaultPool()?.id,
    excluded: policy.capacity.excludes.dealStatus,
    policyVersion: version,
  }
  let app = await startApplication(cluster.url)
  const bare = await startBare(cluster.url, facts)
  return {
    cluster,
    system,
    get app() {
      return app
    },
    kill: () => app.kill(),
    restart: async () => {
      app = await startApplication(cluster.url)
    },
    bare,
    people,
    reps,
    admin: admin!,
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
    close: async () => {
      await Promise.all([app.stop(), bare.stop()])
      await signAllOut(db)
      await system.close()
    },
  }
}

const run = async (): Promise<void> => {
  const names = positionals.length > 0 ? positionals : Object.keys(cases)
  for (const name of names)
    if (cases[name] === undefined)
      throw new Error(`there is no benchmark "${name}"; there are ${Object.keys(cases).join(', ')}`)
  const customers = Number(options.customers)
  const cluster = await openCluster(customers)
  try {
    const bench = await prepare(cluster)
    const show = async (name: string, conditions: Conditions) => {
      say(`\n${name} …`)
      const section = await cases[name]!(bench)
      printSection(section)
      writeResults(conditions, section)
    }
    const conditions = await conditionsOf(bench)
    try {
      for (const name of names) if (name !== 'start') await show(name, conditions)
    } finally {
      await bench.close()
    }
    // Last and alone: it ends the database and starts it again.
    if (names.includes('start')) await show('start', conditions)
    say(`\nwritten to ${resultsFile}`)
  } finally {
    await cluster.stop()
  }
}

const conditionsOf = async ({ system }: Bench): Promise<Conditions> => {
  const { db } = system.kernel
  const { rows } = await db.pool.query<{ version: string; buffers: string }>(
    "SELECT current_setting('server_version') AS version, current_setting('shared_buffers') AS buffers",
  )
  return {
    postgres: rows[0]?.version ?? '',
    buffers: rows[0]?.buffers ?? '',
    counts: await rowCounts(db),
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
  }
}

await run()
process.exit()
