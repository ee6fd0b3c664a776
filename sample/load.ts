import sql, { raw } from 'sql-template-tag'
import { refreshDepartments } from '../src/engines/access/principal.ts'
import { completenessOf } from '../src/engines/completeness/index.ts'
import { nameOf as tokensMark } from '../src/engines/search/job.ts'
import { tokensOf, tokensVersion } from '../src/engines/search/tokens.ts'
import type { Transaction } from '../src/kernel/database/database.ts'
import type { Kernel } from '../src/kernel/kernel.ts'
import { setPasswordHash } from '../src/kernel/sign-in/passwords.ts'
import type { Row } from '../src/model/label.ts'
import type { CompiledObject } from '../src/model/registry.ts'
import { generateDossiers, generateTasks } from './company.ts'
import { copyRows } from './copy.ts'
import type { Dossier } from './dossier.ts'
import { generateEvents } from './events.ts'
import { idOf } from './identifiers.ts'
import { withoutIndexes } from './indexes.ts'
import { samplePolicy } from './policy.ts'
import { openSales, salesObjects } from './sales-load.ts'
import { generateCompetitors } from './standing.ts'
import { type CopyTable, houseTables, objectOf, tableOfObject, tokensTable } from './tables.ts'
import { tiesAmong } from './ties.ts'
import { createWorld, type SampleOptions, type World } from './world.ts'

/** The password of every sample account. */
export const samplePassword = 'greensea-demo'

export interface LoadOptions extends Partial<SampleOptions> {
  /** Of `samplePassword`; one for all. */
  readonly passwordHash: string
  /** Drops the indexes meanwhile: sooner done from about a hundred thousand customers on. */
  readonly rebuildIndexes?: boolean
  readonly progress?: (customers: number) => void
}

export interface Loaded {
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>
}

/** How many dossiers are in memory at once. */
const batch = 2000

/**
 * Fills an empty database with the sample company, in one transaction by COPY: `now` and `today` are the kernel's unless
 * given. Roles must be there; employees and customers must not. Derived columns are as the engines would have left them.
 */
export const loadSample = async (kernel: Kernel, options: LoadOptions): Promise<Loaded> => {
  const {
    passwordHash,
    rebuildIndexes = false,
    progress,
    now = kernel.clock.now(),
    today = kernel.clock.today(now),
    ...rest
  } = options
  const world = createWorld({ ...rest, today, now })
  const rows = await kernel.db.transaction(async (tx) => {
    await checkEmpty(tx)
    await tx.query(sql`SET LOCAL synchronous_commit = off`)
    const fill = () => fillTables(kernel, tx, world, { passwordHash, progress })
    return rebuildIndexes ? withoutIndexes(tx, tablesFilled(kernel), fill) : fill()
  })
  for (const table of Object.keys(rows)) await kernel.db.query(sql`ANALYZE ${raw(table)}`)
  return { rows }
}

const checkEmpty = async (tx: Transaction): Promise<void> => {
  const { rows } = await tx.query(sql`(SELECT id FROM customers LIMIT 1) UNION ALL (SELECT id FROM employees LIMIT 1)`)
  if (rows.length > 0)
    throw new Error(
      '数据库里已有员工或客户，示例公司只能装入空库 · There are employees or customers already: the sample company goes into an empty database',
    )
  // The one pool of an empty database gives way to those of the regions.
  await tx.query(sql`DELETE FROM pools`)
}

const objects = [
  'departments',
  'employees',
  'pools',
  'customers',
  'contacts',
  'follow-ups',
  'tasks',
  'calendar-events',
  'competitors',
  'needs',
  'encounters',
  'credit-incidents',
  'customer-relations',
  'contact-relations',
  ...salesObjects,
] as const

const tablesFilled = (kernel: Kernel): string[] => [
  ...objects.map((path) => objectOf(kernel, path).table),
  ...objects.flatMap((path) => tokensTable(kernel, objectOf(kernel, path))?.table ?? []),
  ...Object.values(houseTables).map((house) => house.table),
]

const fillTables = async (
  kernel: Kernel,
  tx: Transaction,
  world: World,
  { passwordHash, progress }: Pick<LoadOptions, 'passwordHash' | 'progress'>,
): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {}
  const copy = async ({ table, columns }: CopyTable, rows: Iterable<Row>) => {
    counted[table] = (counted[table] ?? 0) + (await copyRows({ client: tx.client, table, columns, rows }))
  }
  const filler = (path: (typeof objects)[number]) => {
    const object = objectOf(kernel, path)
    const table = tableOfObject(kernel, object)
    const beside = tokensTable(kernel, object)
    return async (rows: Iterable<Row>) => {
      const found: Row[] = []
      await copy(table, derived(object, rows, beside === undefined ? undefined : found))
      if (beside === undefined) return
      await copy(beside, found)
      await tx.query(
        sql`INSERT INTO settings (name, value) VALUES (${tokensMark(path)}, ${JSON.stringify({ version: tokensVersion, after: null })}::jsonb) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      )
    }
  }
  const { organisation, seed } = world
  const employees = withRoleIds(organisation.employees, await roleIds(tx, organisation.employees))
  const founded = String(organisation.departments[0]!.createdAt)
  await filler('departments')(organisation.departments)
  await filler('employees')(employees)
  await filler('pools')(organisation.pools)
  await copy(
    houseTables.positions,
    employees.map((row, i) => ({
      id: idOf(seed, 'position', i),
      employeeId: row.id,
      departmentId: row.departmentId,
      roleIds: row.roleIds,
      status: 'active',
      fromAt: row.createdAt,
    })),
  )
  const { rows: versions } = await tx.query<{ version: number }>(
    sql`SELECT coalesce(max(version), 0) + 1 AS version FROM policy_versions`,
  )
  const version = versions[0]?.version ?? 1
  await copy(houseTables.policies, [
    {
      version,
      policy: samplePolicy as unknown as Row,
      effectiveAt: founded,
      publishedAt: founded,
      publishedById: organisation.adminId,
    },
  ])

  await filler('competitors')(generateCompetitors(world))
  const sales = await openSales(tx, world, {
    object: filler,
    house: async (table, rows) => {
      if (rows.length > 0) await copy(table, rows)
    },
  })
  const fill = {
    customers: filler('customers'),
    contacts: filler('contacts'),
    followUps: filler('follow-ups'),
    needs: filler('needs'),
    encounters: filler('encounters'),
    incidents: filler('credit-incidents'),
    customerTies: filler('customer-relations'),
    contactTies: filler('contact-relations'),
  }
  const { customers } = world.counts
  for (let from = 0; from < customers; from += batch) {
    const dossiers = [...generateDossiers(world, from, Math.min(from + batch, customers))]
    const all = (part: (dossier: Dossier) => readonly Row[]) => dossiers.flatMap(part)
    for (const dossier of dossiers) for (const interval of dossier.intervals) interval.policyVersion = version
    const ties = tiesAmong(world, dossiers, from)
    await sales?.fill(dossiers, from)
    await fill.customers(dossiers.map((dossier) => dossier.customer))
    await fill.contacts(all((dossier) => dossier.contacts))
    await fill.followUps(all((dossier) => dossier.followUps))
    for (const part of ['needs', 'encounters', 'incidents'] as const)
      await fill[part](all((dossier) => dossier.parts[part]))
    await fill.customerTies(ties.customers)
    await fill.contactTies(ties.contacts)
    for (const part of ['intervals', 'claims', 'members', 'comments', 'audit'] as const) {
      const rows = all((dossier) => dossier[part])
      if (rows.length > 0) await copy(houseTables[part], rows)
    }
    progress?.(Math.min(from + batch, customers))
  }
  await filler('tasks')(generateTasks(world))
  await filler('calendar-events')(generateEvents(world))
  await sales?.finish()

  await setPasswordHash(tx, { employeeIds: organisation.staff.map((one) => one.id), passwordHash })
  await refreshDepartments(tx)
  await tx.query(sql`UPDATE epochs SET access = access + 1`)
  return counted
}

/** What the engines would add to a row on its way in. */
function* derived(object: CompiledObject, rows: Iterable<Row>, found: Row[] | undefined): Generator<Row> {
  const isMeasured = object.def.traits.completeness === true
  for (const row of rows) {
    if (isMeasured) row.completeness = completenessOf(object, row)
    if (row.isKey !== undefined)
      row.belowTarget = row.isKey === true && Number(row.completeness) < Number(row.completenessTarget)
    found?.push(tokensOf(object, row))
    yield row
  }
}

const roleIds = async (tx: Transaction, employees: readonly Row[]): Promise<ReadonlyMap<string, string>> => {
  const wanted = [...new Set(employees.flatMap((row) => row.roleIds as readonly string[]))]
  const { rows } = await tx.query<{ id: string; key: string }>(
    sql`SELECT id, key FROM roles WHERE key = ANY(${wanted}::text[]) AND deleted_at IS NULL`,
  )
  const found = new Map(rows.map((row) => [row.key, row.id]))
  const missing = wanted.filter((key) => !found.has(key))
  if (missing.length > 0)
    throw new Error(
      `缺少角色 ${missing.join('、')}，请先初始化角色 · Roles are missing: ${missing.join(', ')}; seed them first`,
    )
  return found
}

const withRoleIds = (employees: readonly Row[], ids: ReadonlyMap<string, string>): Row[] =>
  employees.map((row) => ({ ...row, roleIds: (row.roleIds as readonly string[]).map((key) => ids.get(key)!) }))
