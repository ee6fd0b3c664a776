import type { FastifyInstance } from 'fastify'
import { exportEngine } from '../engines/export/index.ts'
import { importEngine } from '../engines/import/index.ts'
import { insightEngine } from '../engines/insight/index.ts'
import { type Deliverer, startDeliverer } from '../engines/notify/deliverer.ts'
import { createEvents } from '../engines/notify/events.ts'
import { numberingEngine } from '../engines/numbering/index.ts'
import type { BrowserSettings } from '../engines/print/browser.ts'
import { printEngine } from '../engines/print/index.ts'
import { type Jobs, startJobs } from '../kernel/jobs.ts'
import type { Kernel } from '../kernel/kernel.ts'
import { type Dispatcher, startDispatcher } from '../kernel/outbox.ts'
import { systemPrincipal } from '../kernel/principal.ts'
import { createHttp } from '../kernel/rest/http.ts'
import { metaRoutes } from '../kernel/rest/meta.ts'
import { openApi } from '../kernel/rest/openapi.ts'
import { recordRoutes } from '../kernel/rest/records.ts'
import type { Route } from '../kernel/rest/route.ts'
import { followingOldIds } from '../kernel/rest/succession.ts'
import { type BootOptions, boot, type System } from './boot.ts'
import { closing } from './closing.ts'
import { serveDocs } from './docs.ts'
import { serveFeed } from './feed.ts'
import { createMetrics, serveHealth } from './health.ts'
import { identifier } from './identify.ts'
import { askKeys } from './key-reach.ts'
import { meRoutes } from './routes/me.ts'
import { organisationRoutes } from './routes/organisation.ts'
import { reachRoutes } from './routes/reach.ts'
import { setupRoutes } from './routes/setup.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { systemRoutes } from './routes/system.ts'
import { talkRoutes } from './routes/talk.ts'
import { serveWeb } from './web.ts'

export interface Application {
  readonly http: FastifyInstance
  readonly system: System
  readonly jobs: Jobs
  readonly dispatcher: Dispatcher
  readonly deliverer: Deliverer
  readonly close: () => Promise<void>
}

export interface ApplicationOptions extends BootOptions {
  readonly log?: boolean
  /** Whether this process also makes the schedules fire; one asks, whoever is free works. */
  readonly schedule?: boolean
  readonly dispatchEvery?: number
  readonly trustProxy?: boolean
  /** What makes PDFs of documents. */
  readonly browser?: BrowserSettings
}

const nobody = { ...systemPrincipal('not signed in'), kind: 'employee' as const }

/** One process of Greensea: everything composed, not yet listening. */
export const createApplication = async (options: ApplicationOptions): Promise<Application> => {
  let events: ReturnType<typeof createEvents> | undefined
  const eventsEngine = (kernel: () => Kernel) => {
    events = createEvents(kernel)
    return events
  }
  const engines = [
    insightEngine,
    importEngine,
    () => exportEngine,
    numberingEngine,
    printEngine(options.browser ?? {}),
    eventsEngine,
  ]
  const system = await boot({ ...options, engines: [...engines, ...(options.engines ?? [])] })
  const metrics = createMetrics()
  const complain = (error: unknown) => http.log.error({ err: error }, 'background work failed')
  const routes: Route[] = [
    ...signInRoutes,
    ...setupRoutes(system),
    ...meRoutes(system),
    ...organisationRoutes,
    ...metaRoutes,
    ...systemRoutes(system),
    ...talkRoutes,
    ...reachRoutes(system.reach),
    ...system.engines.flatMap((engine) => [...(engine.routes ?? [])]),
    ...recordRoutes,
  ]
  const described = routes.filter((route) => !recordRoutes.includes(route))
  routes.push({
    method: 'GET',
    path: '/openapi.json',
    run: async ({ kernel, context }) => ({ body: openApi(kernel, context, described) }),
  })
  const http = await createHttp({
    kernel: () => system.kernel,
    routes: followingOldIds(askKeys(routes, new Set(recordRoutes))),
    identify: identifier(system),
    nobody,
    log: options.log === true,
    onAnswer: metrics.observe,
    trustProxy: options.trustProxy === true,
  })
  const closeHttp = closing(http)
  serveHealth(http, system, metrics)
  serveDocs(http)
  serveFeed(http, system)
  await serveWeb(http)
  const jobs = await startJobs(system.kernel, options.url, {
    schedule: options.schedule !== false,
    renew: system.catchUp,
    onError: complain,
  })
  system.useQueue(jobs.run)
  const dispatcher = startDispatcher(system.kernel, { every: options.dispatchEvery ?? 250, onError: complain })
  const deliverer = startDeliverer(system.reach, {
    every: options.reach?.every ?? 1000,
    renew: system.catchUp,
    onError: complain,
  })
  return {
    http,
    system,
    jobs,
    dispatcher,
    deliverer,
    close: async () => {
      await events?.stop()
      await closeHttp()
      await dispatcher.stop()
      await deliverer.stop()
      await jobs.stop()
      await system.close()
    },
  }
}
