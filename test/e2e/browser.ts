import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import { loadSample, samplePassword } from '../../sample/load.ts'
import { smallest } from '../../sample/organisation.ts'
import { ensureChromium } from '../../scripts/chromium.mjs'
import { type Application, createApplication } from '../../src/app/application.ts'
import { boot } from '../../src/app/boot.ts'
import { cheapHashingCost, hashPassword } from '../../src/kernel/sign-in/hashing.ts'
import { root } from '../sources.ts'
import { createCompanyDatabase, createTestDatabase } from '../support/database.ts'

export const day = 86_400_000

/** What the API answers, as far as these tests look into it. */
export type Answered = Record<string, unknown> & { readonly id: string; readonly data: readonly Answered[] }

/** Somebody with a session: what a test prepares, it prepares by the API as that person. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly cookie: string
  /** Fails unless the answer is a success. */
  readonly call: (method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: object) => Promise<Answered>
}

interface LookOptions {
  readonly phone?: boolean
}

/** The application in process with a small sample company, and a browser that looks at it. */
export interface House {
  readonly app: () => Application
  readonly origin: () => string
  readonly person: (account: string) => Promise<Person>
  /** A page of that person, signed in already. */
  readonly pageOf: (account: string, path: string, options?: LookOptions) => Promise<Page>
  /** A page of nobody. */
  readonly guestPage: (path: string) => Promise<Page>
  /** Moves business time, as GREENSEA_CLOCK would. */
  readonly shift: (milliseconds: number) => Promise<void>
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** A busy machine is slow; a page that never comes is not waited for longer. */
const patience = 20_000
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const pictures = join(root, 'test-results')

/**
 * Starts a house before the tests of a file and closes it after them. A test that fails leaves pictures of its pages
 * in `test-results/`; an error nobody caught in a page fails the test that saw it.
 */
export const openHouse = ({ sample = true }: { sample?: boolean } = {}): House => {
  vi.setConfig({ testTimeout: 4 * patience, hookTimeout: 4 * patience })
  let app: Application | undefined
  let browser: Browser | undefined
  let drop: (() => Promise<void>) | undefined
  let origin = ''
  const contexts: BrowserContext[] = []
  const errors: string[] = []
  const people = new Map<string, Promise<Person>>()

  const running = (): Application => {
    if (app === undefined) throw new Error('the house is not open yet')
    return app
  }
  const look = async (options: BrowserContextOptions): Promise<BrowserContext> => {
    if (browser === undefined) throw new Error('the browser is not open yet')
    const context = await browser.newContext({
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(patience)
    context.on('weberror', (error) => errors.push(String(error.error())))
    contexts.push(context)
    return context
  }
  const open = async (context: BrowserContext, path: string): Promise<Page> => {
    const page = await context.newPage()
    await page.goto(`${origin}${path}`)
    return page
  }
  const person: House['person'] = (account) => {
    const known = people.get(account) ?? signIn(running(), account)
    people.set(account, known)
    return known
  }

  beforeAll(async () => {
    if (!existsSync(join(root, 'dist', 'web', 'index.html')))
      throw new Error('there are no pages to look at: run `npm run build` first')
    const database = await (sample ? createCompanyDatabase('browser', loadCompany) : createTestDatabase('browser'))
    const dataDir = await mkdtemp(join(tmpdir(), 'greensea-files-'))
    drop = async () => {
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    }
    const [started, opened] = await Promise.all([
      createApplication({ url: database.url, schedule: false, dispatchEvery: 50, files: { dataDir } }),
      chromium.launch({ executablePath: ensureChromium(), args }),
    ])
    app = started
    browser = opened
    origin = await started.http.listen({ port: 0, host: '127.0.0.1' })
  })

  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail'
    const pages = contexts.flatMap((context) => context.pages())
    if (failed) mkdirSync(pictures, { recursive: true })
    for (const [at, page] of pages.entries())
      if (failed) await page.screenshot({ path: join(pictures, `${fileName(task.name)}-${at + 1}.png`) })
    await Promise.all(contexts.splice(0).map((context) => context.close()))
    expect(errors.splice(0), 'errors nobody caught in the pages').toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
    await app?.close()
    await drop?.()
  })

  return {
    app: running,
    origin: () => origin,
    person,
    pageOf: async (account, path, options = {}) => {
      const [{ cookie }, context] = await Promise.all([person(account), look(options.phone === true ? phone : desk)])
      const [name = '', value = ''] = cookie.split('=')
      await context.addCookies([{ name, value, url: origin }])
      return open(context, path)
    },
    guestPage: async (path) => open(await look(desk), path),
    shift: async (milliseconds) => {
      await running().system.kernel.db.pool.query('UPDATE epochs SET clock_offset = $1', [milliseconds])
      await running().system.catchUp()
    },
  }
}

const fileName = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)

const loadCompany = async (url: string): Promise<void> => {
  const system = await boot({ url, poolSize: 3 })
  try {
    await loadSample(system.kernel, {
      passwordHash: await hashPassword(samplePassword, cheapHashingCost),
      counts: { ...smallest, customers: 900, contacts: 1, followUps: 2, duplicates: 0 },
    })
    await system.catchUp()
  } finally {
    await system.close()
  }
}

const signIn = async ({ http }: Application, account: string): Promise<Person> => {
  const answer = await http.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { account, password: samplePassword },
  })
  if (answer.statusCode !== 200) throw new Error(`${account} cannot sign in: ${answer.body}`)
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const call: Person['call'] = async (method, path, body) => {
    const made = await http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { cookie },
      ...(body === undefined ? {} : { payload: body }),
    })
    if (made.statusCode >= 300) throw new Error(`${account} ${method} ${path}: ${made.statusCode} ${made.body}`)
    return made.body === '' ? ({ id: '', data: [] } as Answered) : made.json<Answered>()
  }
  const { employee } = await call('GET', '/me')
  const { id, name } = employee as { id: string; name: string }
  return { id, name, cookie, call }
}

/** Asks again until it is so; says what it waited for, and what it saw last. */
export const until = async <T>(
  what: string,
  find: () => Promise<T>,
  is: (found: T) => boolean = Boolean,
): Promise<T> => {
  const end = Date.now() + patience
  for (;;) {
    const found = await find()
    if (is(found)) return found
    if (Date.now() > end) throw new Error(`it never came: ${what}; last seen: ${JSON.stringify(found)}`)
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
}

/** What keeps people from using this page by WCAG 2.2 AA, in the words of axe; serious and critical only. */
export const barriers = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}
