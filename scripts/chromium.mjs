import { spawnSync } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { fail, root, say } from './setup.mjs'

const place = join(root, 'node_modules', '.greensea', 'chromium')
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'microsoft-edge']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

const isProgram = (path) => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** One that is only a stub asking to be installed (as some systems ship) doesn't count. */
const answers = (path) =>
  process.platform !== 'linux' || spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0

const findSystemChromium = () => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome']
  const named = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [...new Set([...named, ...elsewhere])].find((path) => isProgram(path) && answers(path))
}

const findPackage = (name) => {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
  } catch {
    const folder = join(root, 'node_modules', name)
    return existsSync(folder) ? folder : undefined
  }
}

/** Chromium packed in an npm package for Linux on x64; unpacked once, beside the packages. */
const unpackChromium = () => {
  const folder = findPackage('@sparticuz/chromium')
  if (folder === undefined || process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const unpacked = join(place, 'browser')
  if (existsSync(join(unpacked, 'chromium'))) return unpacked
  say('系统里没有 Chromium，正在解开随包附带的一份', 'No Chromium on this system; unpacking the one that npm brought')
  const fresh = `${unpacked}-${process.pid}`
  mkdirSync(fresh, { recursive: true })
  const script = `
    const { default: chromium } = await import(process.argv[1])
    await chromium.executablePath()`
  const entry = pathToFileURL(join(folder, 'build', 'esm', 'index.js')).href
  // The package unpacks into the temporary folder, with its libraries when it believes to be at its usual host.
  const env = { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  const made = spawnSync(process.execPath, ['--input-type=module', '-e', script, entry], { env, stdio: 'inherit' })
  if (made.status === 0 && !existsSync(unpacked)) renameSync(fresh, unpacked)
  rmSync(fresh, { recursive: true, force: true })
  return existsSync(join(unpacked, 'chromium')) ? unpacked : undefined
}

const hasChineseFont = () => {
  if (process.platform !== 'linux') return true
  const asked = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  return asked.status === 0 && asked.stdout.trim() !== ''
}

/** A fontconfig file that adds the Chinese font of an npm package to whatever fonts there are. */
const provideFont = () => {
  const folder = findPackage('@expo-google-fonts/noto-sans-sc')
  if (folder === undefined) return undefined
  const fonts = join(place, 'fonts')
  mkdirSync(fonts, { recursive: true })
  for (const file of ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'])
    if (existsSync(join(folder, file))) cpSync(join(folder, file), join(fonts, file.split('/')[1]))
  const prefer = ['sans-serif', 'serif', 'system-ui', 'monospace']
    .map((name) => `<alias><family>${name}</family><prefer><family>Noto Sans SC</family></prefer></alias>`)
    .join('\n  ')
  const file = join(place, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
  <cachedir>${join(place, 'font-cache')}</cachedir>
  ${prefer}
</fontconfig>
`,
  )
  return file
}

const quote = (text) => `'${text.replaceAll("'", `'\\''`)}'`

/** A program that starts another with its environment, so that a caller needs to know one path only. */
const wrap = (program, environment) => {
  const path = join(place, 'run')
  const lines = Object.entries(environment).map(([name, value]) => `export ${name}=${quote(value)}`)
  mkdirSync(place, { recursive: true })
  writeFileSync(path, ['#!/bin/sh', ...lines, `exec ${quote(program)} "$@"`, ''].join('\n'))
  chmodSync(path, 0o755)
  return path
}

/**
 * The path of a Chromium that shows Chinese: the system's, else the one from npm, with a font from npm where the
 * system has none. `GREENSEA_CHROMIUM` names another.
 */
export const ensureChromium = () => {
  const chosen = process.env.GREENSEA_CHROMIUM
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen
    fail(`GREENSEA_CHROMIUM 指的不是程序：${chosen}`, `GREENSEA_CHROMIUM is not a program: ${chosen}`)
  }
  const system = findSystemChromium()
  const unpacked = system === undefined ? unpackChromium() : undefined
  const program = system ?? (unpacked && join(unpacked, 'chromium'))
  if (program === undefined)
    fail(
      '浏览器测试需要 Chromium，这台机器上没有。请安装 Chromium 或 Google Chrome，或用 GREENSEA_CHROMIUM 指明它的位置',
      'The browser tests need Chromium and this machine has none. Install Chromium or Google Chrome, or name it with GREENSEA_CHROMIUM',
    )
  const font = hasChineseFont() ? undefined : provideFont()
  const environment = {
    ...(unpacked === undefined ? {} : { LD_LIBRARY_PATH: join(unpacked, 'al2023', 'lib') }),
    ...(font === undefined ? {} : { FONTCONFIG_FILE: font }),
  }
  return Object.keys(environment).length === 0 ? program : wrap(program, environment)
}
