import { setTimeout as sleep } from 'node:timers/promises'
import sql from 'sql-template-tag'
import type { Kernel } from '../../src/kernel/kernel.ts'
import { contextOf } from '../../src/kernel/kernel.ts'
import { systemPrincipal } from '../../src/kernel/principal.ts'
import { create } from '../../src/kernel/records/write.ts'
import { exchange, registry } from '../identity/files.ts'
import { load, median } from '../load.ts'
import type { Bench } from '../main.ts'
import { memoryOf } from '../process.ts'
import { ms, type Section, say, whole } from '../report.ts'

const folder = process.env.GREENSEA_REAL_DATA

/** 查重 at scale: the check through the API, the scan of everything, and what keeping the keys costs a creation. */
export const duplicates = async (bench: Bench): Promise<Section> => {
  const { system, app, reps, rounds, seconds } = bench
  const { kernel } = system
  const keys = await fillKeys(kernel)
  const real = folder === undefined ? [] : await realNames(kernel, folder)
  const stored = await storedNames(kernel)
  const questions = [...stored.map(changed), ...real.map(changed), ...real]
  let at = 0
  const ask = () => ({ object: 'customers', values: { name: questions[(at++ * 7919) % questions.length] ?? '' } })
  await kernel.db.query(sql`DELETE FROM duplicate_finds`)
  await kernel.db.query(
    sql`INSERT INTO settings (name, value) VALUES ('duplicates', '{"findsPerDay":100000000}') ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  )
  await kernel.db.query(sql`UPDATE epochs SET access = access + 1`)
  const shots = reps.slice(0, 50).map(({ cookie }) => ({
    path: '/api/v1/duplicates/check',
    method: 'POST' as const,
    headers: { cookie },
    body: ask,
  }))
  await load(app, shots, 2)
  const checked = await load(app, shots, Math.max(10, seconds * rounds))
  say(
    `  check: p50 ${ms(checked.p50)} ms, p95 ${ms(checked.p95)} ms, ${whole(checked.perSecond)}/s, ${checked.failed} failed`,
  )
  const cost = await costOfKeys(bench)
  say(`  keys ${(cost.keys * 100).toFixed(1)} %, check and keys ${(cost.all * 100).toFixed(1)} % of a creation`)
  const scanned = await scan(bench)
  const verdict = (value: number, must: number, aim: number) =>
    value <= aim ? 'aim' : value <= must ? 'must' : 'missed'
  return {
    title: 'Duplicates',
    columns: ['what', 'measured', 'must / aim', 'verdict'],
    rows: [
      [
        `check through the API, 10 connections (${whole(checked.perSecond)}/s, ${checked.failed} failed)`,
        `p50 ${ms(checked.p50)} ms, p95 ${ms(checked.p95)} ms`,
        '30 / 10 ms',
        checked.failed > 0 ? 'failed' : verdict(checked.p95, 30, 10),
      ],
      [
        'keeping the keys, of one creation',
        `${(cost.keys * 100).toFixed(1)} %`,
        '25 / 10 %',
        verdict(cost.keys, 0.25, 0.1),
      ],
      ['the whole check and the keys, of one creation', `${(cost.all * 100).toFixed(1)} %`, '', ''],
      [
        `scan of ${whole(scanned.total)} customers, ${whole(scanned.clusters)} clusters`,
        `${scanned.seconds.toFixed(0)} s, ${scanned.peak} MB`,
        '900 / 300 s, 1024 MB',
        scanned.peak > 1024 ? 'missed' : verdict(scanned.seconds, 900, 300),
      ],
      ...(keys === undefined ? [] : [['keys of all customers and contacts made anew', `${keys.toFixed(0)} s`, '', '']]),
    ],
    notes: [
      `Questions: ${whole(stored.length)} stored names and ${whole(real.length)} real ones, each with its region or legal form left out or one sign another; and the real ones as they are.`,
      'Keys: one customer at a time through the write path in this process, with and without the hook that keeps the keys, in turn; medians.',
      'The scan runs in the process that serves; memory is that of this Node process at its highest.',
    ],
  }
}

/** The application makes the keys when it starts; waits for it. Seconds it took; undefined if they were there. */
const fillKeys = async (kernel: Kernel): Promise<number | undefined> => {
  const began = performance.now()
  for (let waits = 0; ; waits++) {
    const { rows } = await kernel.db.query<{ n: number }>(
      sql`SELECT count(*) AS n FROM settings WHERE name LIKE 'identity-keys:%' AND value->'after' = 'null'`,
    )
    if ((rows[0]?.n ?? 0) > 1) {
      if (waits === 0) return undefined
      await kernel.db.query(sql`VACUUM (ANALYZE) identity_keys`)
      return (performance.now() - began) / 1000
    }
    await sleep(1000)
  }
}

const mark = 'bench: a real name'

/** Real names stored beside the invented ones, once. */
const realNames = async (kernel: Kernel, from: string): Promise<string[]> => {
  const names = [
    ...(await registry(from)).map((one) => one.name),
    ...(await exchange(from)).map((one) => one.full),
  ].filter((name) => name !== '' && name.length <= 200)
  const { rows } = await kernel.db.query(sql`SELECT 1 FROM customers WHERE remark = ${mark} LIMIT 1`)
  if (rows.length > 0) return names
  const object = kernel.registry().objects.get('customers')!
  const context = contextOf(kernel, systemPrincipal('bench'))
  for (let at = 0; at < names.length; at += 500)
    await create(
      kernel,
      context,
      object,
      names.slice(at, at + 500).map((name) => ({ name, remark: mark, ownerId: null })),
      { trusted: true },
    )
  return names
}

const storedNames = async (kernel: Kernel): Promise<string[]> => {
  const { rows } = await kernel.db.query<{ name: string }>(
    sql`SELECT name FROM customers TABLESAMPLE SYSTEM (2) WHERE deleted_at IS NULL LIMIT 20000`,
  )
  return rows.map((row) => row.name)
}

/** As somebody types it who does not copy it. */
const changed = (name: string, n: number): string =>
  n % 3 === 0
    ? name.replace(/(?:股份)?有限(?:责任)?公司$/, '')
    : n % 3 === 1
      ? name.replace(/^.{2}(?:省|市)?/, '')
      : `${name.slice(0, 3)}${name.slice(4)}`

const costOfKeys = async ({ system }: Bench): Promise<{ keys: number; all: number }> => {
  const { kernel } = system
  const own = system.engines.find((engine) => engine.name === 'identity')?.hooks ?? []
  const keeping = own.filter((hook) => hook.stage === 'write')[0]
  const without = (hooks: readonly unknown[]): Kernel => ({
    ...kernel,
    hooks: kernel.hooks.filter((hook) => !hooks.includes(hook)),
  })
  const ways = { whole: kernel, keyless: without([keeping]), bare: without(own) }
  const object = kernel.registry().objects.get('customers')!
  const { rows } = await kernel.db.query<{ id: string }>(sql`SELECT id FROM employees WHERE account = 'admin' LIMIT 1`)
  const principal = await kernel.principalFor(rows[0]!.id)
  const times: Record<keyof typeof ways, number[]> = { whole: [], keyless: [], bare: [] }
  for (let n = 0; n < 900; n++)
    for (const way of ['whole', 'keyless', 'bare'] as const) {
      const values = {
        name: `${'杭苏宁东'[n % 4]}州${String.fromCharCode(0x4e00 + ((n * 37) % 20000), 0x4e00 + ((n * 91 + way.length) % 20000))}机械有限公司`,
        ownerId: null,
      }
      const began = performance.now()
      await create(ways[way], { ...contextOf(kernel, principal!), via: 'setup' }, object, [values])
      if (n >= 100) times[way].push(performance.now() - began)
    }
  const whole = median(times.whole)
  return { keys: whole / median(times.keyless) - 1, all: whole / median(times.bare) - 1 }
}

const scan = async ({
  system,
  app,
  admin,
}: Bench): Promise<{ total: number; clusters: number; seconds: number; peak: number }> => {
  const { db } = system.kernel
  const began = performance.now()
  const answer = await fetch(`${app.url}/api/v1/duplicates/scans`, {
    method: 'POST',
    headers: { cookie: admin.cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ object: 'customers' }),
  })
  const { scanId } = (await answer.json()) as { scanId: string }
  for (;;) {
    const { rows } = await db.query<{ state: string; total: number; clusters: number; error: string | null }>(
      sql`SELECT state, total, clusters, error FROM duplicate_scans WHERE id = ${scanId}`,
    )
    const [row] = rows
    if (row?.state === 'failed') throw new Error(row.error ?? 'the scan failed')
    if (row?.state === 'done')
      return {
        total: row.total,
        clusters: row.clusters,
        seconds: (performance.now() - began) / 1000,
        peak: Math.round(memoryOf(app.pid)?.peak ?? 0),
      }
    await sleep(500)
  }
}
