import { constants } from 'node:fs'
import { access, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import { type Browser, startBrowser } from './devtools.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const isProgram = async (path: string): Promise<boolean> => {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

export interface BrowserSettings {
  /** The program; found among those of the system where nothing is said, none where it is empty. */
  readonly program?: string
  /** Off only where the system forbids the browser its sandbox, as some containers do. */
  readonly sandbox?: boolean
  readonly seconds?: number
}

/** The browser of this machine. Asked each time: one that is installed later is found without a restart. */
export const findBrowser = async ({ program }: BrowserSettings): Promise<string | undefined> => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome']
  const named = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  for (const path of program === undefined ? new Set([...named, ...elsewhere]) : [program])
    if (path !== '' && (await isProgram(path))) return path
  return undefined
}

const noBrowser = () =>
  new Refusal(
    503,
    'no_browser',
    label(
      '服务器上没有可用的 Chromium，不能生成 PDF。请管理员装上 Chromium 或 Google Chrome，或用环境变量 GREENSEA_CHROMIUM 指明它的位置；现在可以用“打印”，在打印窗口里另存为 PDF',
      'This server has no Chromium to make a PDF with. An administrator may install Chromium or Google Chrome, or name it with the environment variable GREENSEA_CHROMIUM; until then, print and save as PDF in the print dialog',
    ),
  )

const notMade = () =>
  new Refusal(
    503,
    'pdf_failed',
    label(
      'PDF 没有生成：浏览器没有启动，或没有按时做完。稍后再试；一直这样就让管理员看服务器日志。也可以用“打印”，在打印窗口里另存为 PDF',
      'The PDF was not made: the browser did not start, or not finish in time. Try again later, and have an administrator look at the server log if it stays so. Or print and save as PDF in the print dialog',
    ),
  )

const tooMany = () =>
  new Refusal(
    503,
    'busy',
    label('同时生成 PDF 的人太多，请过一会儿再试', 'Too many PDFs are being made; try again in a moment'),
    { headers: { 'Retry-After': '10' } },
  )

const atOnce = 2
const mostWaiting = 10

/** At most two browsers run; a few more wait for their turn. */
export const createTurns = () => {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw tooMany()
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}

const flags = [
  '--headless',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

/** What the browser may know of this process: where programs and fonts are, none of its settings. */
const environment = (): NodeJS.ProcessEnv => {
  const kept = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR', 'TEMP', 'SystemRoot', 'FONTCONFIG_FILE', 'LD_LIBRARY_PATH']
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

/** The page is handed over in memory; no script of it runs, and it fetches nothing. */
const printed = async ({ ask }: Browser, page: string): Promise<Buffer> => {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' })
  const tab = String((await ask('Target.attachToTarget', { targetId, flatten: true })).sessionId)
  await ask('Emulation.setScriptExecutionDisabled', { value: true }, tab)
  await ask('Network.enable', {}, tab)
  await ask('Network.setBlockedURLs', { urls: ['*'] }, tab)
  const { frameTree } = (await ask('Page.getFrameTree', {}, tab)) as { frameTree: { frame: { id: string } } }
  await ask('Page.setDocumentContent', { frameId: frameTree.frame.id, html: page }, tab)
  const { data } = await ask(
    'Page.printToPDF',
    { printBackground: true, preferCSSPageSize: true, generateTaggedPDF: false },
    tab,
  )
  return Buffer.from(String(data), 'base64')
}

/** A page as PDF, by the browser engine of this machine: started for it, and gone after it. */
export const pdfOf = async (page: string, settings: BrowserSettings): Promise<Buffer> => {
  const program = await findBrowser(settings)
  if (program === undefined) throw noBrowser()
  const profile = await mkdtemp(join(tmpdir(), 'greensea-print-'))
  // Chromium as root knows no sandbox.
  const open = settings.sandbox === false || process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = startBrowser(program, [...flags, ...open, `--user-data-dir=${profile}`], environment())
  const seconds = settings.seconds ?? 20
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no PDF within ${seconds} s`)), seconds * 1000)
  })
  try {
    return await Promise.race([printed(browser, page), late])
  } catch (error) {
    throw Object.assign(notMade(), { cause: error })
  } finally {
    clearTimeout(timer)
    await browser.end()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
