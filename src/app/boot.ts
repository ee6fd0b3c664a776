import { join } from 'node:path'
import sql from 'sql-template-tag'
import { createAccess } from '../engines/access/index.ts'
import { refreshDepartments } from '../engines/access/principal.ts'
import { approvalEngine } from '../engines/approval/index.ts'
import { createApprovalState } from '../engines/approval/state.ts'
import { createAttachments, type FilesSettings } from '../engines/attachments/index.ts'
import { automationEngine } from '../engines/automation/index.ts'
import { createAutomationState } from '../engines/automation/state.ts'
import { calendarEngine } from '../engines/calendar/index.ts'
import { commentsEngine } from '../engines/comments/index.ts'
import { completenessEngine } from '../engines/completeness/index.ts'
import { documentsEngine } from '../engines/documents/index.ts'
import { createIdentity } from '../engines/identity/index.ts'
import { createIdentityState } from '../engines/identity/policy.ts'
import { notifyEngine } from '../engines/notify/index.ts'
import { kindsOf } from '../engines/notify/kinds.ts'
import type { Reach, ReachOptions } from '../engines/notify/reach.ts'
import { webhooks } from '../engines/notify/webhooks.ts'
import { numberingEngine } from '../engines/numbering/index.ts'
import type { OwnershipParts } from '../engines/ownership/hooks.ts'
import { createOwnership } from '../engines/ownership/index.ts'
import { confirmed } from '../engines/ownership/many-releases.ts'
import { clockFaults } from '../engines/ownership/pool-rules.ts'
import { clockSettings } from '../engines/ownership/protection.ts'
import { createOwnershipState } from '../engines/ownership/state.ts'
import { relationsEngine } from '../engines/relations/index.ts'
import { searchEngine } from '../engines/search/index.ts'
import { createClock } from '../kernel/clock.ts'
import { openDatabase } from '../kernel/database/database.ts'
import { type Directory, loadDirectory } from '../kernel/directory.ts'
import type { Engine, Kernel } from '../kernel/kernel.ts'
import type { ActionHandler } from '../kernel/records/parts.ts'
import { plainUndoers } from '../kernel/records/undo.ts'
import { syncSchema, tablesOf } from '../kernel/schema-sync.ts'
import type { FieldDef } from '../model/field.ts'
import { type CustomField, createRegistry, type FieldOverride, type Registry } from '../model/registry.ts'
import { type Epochs, readEpochs } from './epochs.ts'
import { type ModuleParts, moduleActions, moduleHooks, moduleJobs, moduleRoutes } from './module-actions.ts'
import {
  approvalObjects,
  automationObjects,
  calendar,
  declarations,
  followingObjects,
  identifiedObjects,
  noticeKinds,
  notices,
  pooledObjects,
  sqlTypes,
} from './modules.ts'
import { prepare } from './prepare.ts'
import { seed } from './seed.ts'

export interface System {
  readonly kernel: Kernel
  readonly access: ReturnType<typeof createAccess>
  readonly ownership: ReturnType<typeof createOwnershipState>
  readonly roleKeys: (ids: readonly string[]) => readonly string[]
  readonly engines: readonly Engine[]
  /** Brings this process to the epochs of the database, when they have moved. */
  readonly renew: (epochs: Epochs) => Promise<void>
  /** Reads the epochs and renews; for those who just moved them, and for jobs. */
  readonly catchUp: () => Promise<void>
  /** The registry with one more definition, not yet in force; throws what does not hold. */
  readonly tryRegistry: (more: More) => Promise<Registry>
  readonly ownershipParts: OwnershipParts
  /** What it takes to reach people: kinds of notices, and what this process may call. */
  readonly reach: Reach
  /** Where `kernel.enqueue` goes once a queue runs. */
  readonly useQueue: (queue: Kernel['enqueue']) => void
  readonly close: () => Promise<void>
}

/** The folder of everything that belongs to the company. */
export const dataFolder = (): string => process.env.GREENSEA_DATA ?? join(process.cwd(), 'data')

/** An override as it will be stored: over what was changed before. */
const laidOver = (override: FieldOverride, stored: readonly FieldOverride[]): FieldOverride => {
  const before = stored.find((one) => one.object === override.object && one.name === override.name)
  return { ...override, change: { ...before?.change, ...override.change } }
}

interface More {
  readonly custom?: CustomField
  readonly override?: FieldOverride
}

export interface BootOptions {
  readonly url: string
  readonly clock?: string
  readonly production?: boolean
  readonly poolSize?: number
  readonly reach?: ReachOptions
  /** Where attachments lie; the data folder by default. */
  readonly files?: FilesSettings
  readonly engines?: readonly ((kernel: () => Kernel) => Engine)[]
}

/** Puts the house together on one database: schema, registry, engines. Several processes may start at once. */
export const boot = async (options: BootOptions): Promise<System> => {
  const db = openDatabase(options.url, { max: options.poolSize ?? 10 })
  const clock = createClock()
  let registry: Registry | undefined
  let directory: Directory | undefined
  let epochs: Epochs = { access: 0, registry: 0, clockOffset: 0 }
  let kernel: Kernel | undefined
  let enqueue: Kernel['enqueue'] = () => Promise.reject(new Error('no job queue runs here'))
  const theKernel = (): Kernel => {
    if (kernel === undefined) throw new Error('the kernel is asked for before it stands')
    return kernel
  }
  const access = createAccess(theKernel)
  const ownership = createOwnershipState(clock)
  const ownershipParts: OwnershipParts = { kernel: theKernel, state: ownership, roleKeys: access.roleKeys }
  const reach: Reach = {
    kernel: theKernel,
    kinds: kindsOf(noticeKinds, notices),
    notices,
    options: options.reach ?? {},
  }
  const moduleParts: ModuleParts = {
    kernel: theKernel,
    allowed: (now: string) => ownership.policy(now).policy.extension,
    clocks: {
      names: clockSettings,
      confirmed,
      faults: (poolId, values) => clockFaults(ownershipParts, poolId, values),
    },
    dayReport: (now) => ownership.policy(now).policy.dayReport,
    roleKeys: access.roleKeys,
    revisitDays: (now) => ownership.policy(now).policy.revisitDays,
  }
  const engines: Engine[] = [
    access.engine,
    createOwnership(ownershipParts, { pooled: pooledObjects, following: followingObjects }),
    completenessEngine,
    relationsEngine(theKernel),
    createIdentity({ kernel: theKernel, state: createIdentityState() }, identifiedObjects),
    searchEngine(theKernel),
    numberingEngine(theKernel),
    documentsEngine(theKernel),
    commentsEngine,
    createAttachments(theKernel, options.files ?? { dataDir: dataFolder() }),
    notifyEngine(reach),
    calendarEngine({ kernel: theKernel, ...calendar }),
    approvalEngine(
      {
        kernel: theKernel,
        state: createApprovalState({ flows: 'approval_flows', substitutes: 'substitutes' }),
        runs: approvalObjects.runs,
        flows: approvalObjects.flows,
        isAdministratorRole: access.policy.isAdministratorRole,
      },
      approvalObjects.substitutes,
    ),
    automationEngine({
      kernel: theKernel,
      state: createAutomationState('automations'),
      ...automationObjects,
      ...webhooks(reach.options),
    }),
    ...(options.engines ?? []).map((make) => make(theKernel)),
    {
      name: 'modules',
      hooks: moduleHooks(moduleParts),
      actions: moduleActions(moduleParts),
      routes: moduleRoutes(moduleParts),
      jobs: moduleJobs(moduleParts),
    },
  ]
  const handlers: ActionHandler[] = engines.flatMap((engine) => [...(engine.actions ?? [])])
  const loadRegistry = async (more: More = {}): Promise<Registry> => {
    const custom = await db.query<CustomField>(
      sql`SELECT object, name, def FROM custom_fields ORDER BY created_at, name`,
    )
    const overrides = await db.query<FieldOverride>(sql`SELECT object, name, change FROM field_overrides`)
    return createRegistry({
      ...declarations(handlers.map((handler) => handler.def)),
      customFields: [
        ...custom.rows.map((row) => ({ ...row, def: row.def as FieldDef })),
        ...(more.custom === undefined ? [] : [more.custom]),
      ],
      overrides: [...(more.override === undefined ? [] : [laidOver(more.override, overrides.rows)]), ...overrides.rows],
    })
  }
  const matcher = engines.find((engine) => engine.matcher !== undefined)?.matcher
  kernel = {
    db,
    clock,
    types: sqlTypes,
    registry: () => registry!,
    registryEpoch: () => epochs.registry,
    directory: () => directory!,
    access: access.policy,
    hooks: engines.flatMap((engine) => [...(engine.hooks ?? [])]),
    actions: new Map(handlers.map((handler) => [`${handler.def.object}.${handler.def.name}`, handler])),
    undoers: new Map([
      ...Object.entries(plainUndoers(theKernel)),
      ...engines.flatMap((engine) => Object.entries(engine.undoers ?? {})),
    ]),
    consumers: engines.flatMap((engine) => [...(engine.consumers ?? [])]),
    jobs: new Map(engines.flatMap((engine) => engine.jobs ?? []).map((job) => [job.name, job])),
    matcher,
    columns: (object) => engines.flatMap((engine) => [...(engine.columns?.(object) ?? [])]),
    tables: (object) => engines.flatMap((engine) => [...(engine.tables?.(object) ?? [])]),
    enqueue: (job, actorId) => enqueue(job, actorId),
    principalFor: async (employeeId) => {
      await renew(await readEpochs(db))
      const { rows } = await db.query<{ shared: string[] }>(
        sql`SELECT ${access.sharedSql(sql`${employeeId}::uuid`, clock)} AS shared`,
      )
      return access.principal(employeeId, rows[0]?.shared ?? [], null)
    },
    thresholds: (now) => Object.assign({}, ...engines.map((engine) => engine.thresholds?.(now) ?? {})),
    gates: engines.flatMap((engine) => (engine.gate === undefined ? [] : [engine.gate])),
    guards: engines.flatMap((engine) => (engine.guard === undefined ? [] : [engine.guard])),
    hangs: ['record_members', ...engines.flatMap((engine) => engine.hangs ?? [])],
    successors: engines.flatMap((engine) => (engine.successor === undefined ? [] : [engine.successor])),
    happenings: engines.flatMap((engine) => (engine.happenings === undefined ? [] : [engine.happenings])),
    decorators: engines.flatMap((engine) => (engine.decorator === undefined ? [] : [engine.decorator])),
  }
  const load = async (next: Epochs) => {
    clock.setOffset(next.clockOffset)
    if (registry === undefined || next.registry !== epochs.registry) registry = await loadRegistry()
    if (directory === undefined || next.access !== epochs.access) {
      directory = await loadDirectory(db, registry, next.access)
      for (const engine of engines) await engine.refresh?.(db, directory)
    }
    epochs = next
  }
  let renewing: Promise<void> = Promise.resolve()
  const renew = async (next: Epochs): Promise<void> => {
    if (next.access === epochs.access && next.registry === epochs.registry && next.clockOffset === epochs.clockOffset)
      return
    renewing = renewing.then(() =>
      next.access > epochs.access || next.registry > epochs.registry || next.clockOffset !== epochs.clockOffset
        ? load(next)
        : undefined,
    )
    await renewing
  }
  try {
    await prepare(db, clock, options, engines, async () => {
      registry = await loadRegistry()
      await syncSchema(db, tablesOf(registry, sqlTypes, theKernel()))
      await seed(db, registry, clock)
      await refreshDepartments(db)
    })
    await load(await readEpochs(db))
  } catch (error) {
    await db.close()
    throw error
  }
  return {
    kernel,
    access,
    ownership,
    roleKeys: access.roleKeys,
    engines,
    renew,
    catchUp: async () => renew(await readEpochs(db)),
    tryRegistry: loadRegistry,
    ownershipParts,
    reach,
    useQueue: (queue) => {
      enqueue = queue
    },
    close: () => db.close(),
  }
}
