import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** The folder of the project. */
export const root = join(import.meta.dirname, '..')
const stamps = join(root, 'node_modules', '.greensea')

/** Says something to the person at the terminal, in Chinese and English. */
export const say = (zh, en) => console.error(`· ${zh}\n  ${en}`)

/** Says what went wrong and ends. */
export const fail = (zh, en) => {
  console.error(`✗ ${zh}\n  ${en}`)
  process.exit(1)
}

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(
    `需要 Node.js 20.19 或更新的版本，现在是 ${process.versions.node}`,
    `Node.js 20.19 or later is needed; this is ${process.versions.node}`,
  )
}

/** Runs a program in the project folder with its output shown; returns its exit code. */
export const run = (command, args, env = {}) => {
  const made = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (made.error) fail(`无法运行 ${command}：${made.error.message}`, `Can't run ${command}: ${made.error.message}`)
  return made.status ?? 1
}

/** Runs a program that a package brought, e.g. `vite`; no `npx`, which might ask the network. */
export const runTool = (packageName, args, env) => {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = typeof bin === 'string' ? bin : (bin[packageName.split('/').pop()] ?? Object.values(bin)[0])
  return run(process.execPath, [join(folder, file), ...args], env)
}

/** npm as `npm run` started it, else the one on the path. */
const runNpm = (args) => {
  const script = process.env.npm_execpath
  const env = { npm_config_update_notifier: 'false' }
  if (script?.endsWith('.js') && /npm-cli/.test(script)) return run(process.execPath, [script, ...args], env)
  return process.platform === 'win32' ? run('cmd.exe', ['/c', 'npm', ...args], env) : run('npm', args, env)
}

const digestOf = (files) => {
  const hash = createHash('sha256')
  for (const file of files)
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  return hash.digest('hex')
}

const readStamp = (name) => {
  const path = join(stamps, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

const writeStamp = (name, text) => {
  try {
    mkdirSync(stamps, { recursive: true })
    writeFileSync(join(stamps, name), text)
  } catch (error) {
    // Without the stamp the work is only repeated next time.
    say(`未能记下安装状态：${error.message}`, `The state of the installation could not be noted: ${error.message}`)
  }
}

/** What npm itself installed last, to the letter of the lock file: then there is nothing to do. */
const isInstalled = () => {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional, peer, devOptional }]) =>
      path === '' || optional || peer || devOptional || found[path]?.version === version,
  )
}

/** Installs the packages when they are missing or the lock file changed. */
export const ensureInstalled = () => {
  checkNode()
  const digest = digestOf([join(root, 'package-lock.json')])
  if (readStamp('installed') === digest) return
  if (!isInstalled()) {
    say('正在安装依赖包，第一次需要一两分钟', 'Installing packages; the first time takes a minute or two')
    // A production setting of the machine must not leave out the tools that build and test.
    const code = runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'])
    if (code !== 0)
      fail(
        '依赖包没有装好。请检查网络和磁盘空间，确认对项目文件夹有写权限，然后重试',
        'The packages could not be installed. Check the network, the disk space and that you may write to the project folder, then try again',
      )
  }
  writeStamp('installed', digest)
}

const filesUnder = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
        .sort()
    : []

const sources = () => [
  ...['package-lock.json', 'vite.config.ts', 'tsconfig.json'].map((name) => join(root, name)),
  ...['src', 'sample', 'migrations'].flatMap((name) => filesUnder(join(root, name))),
]

/** Builds the browser app and the server into dist; returns the exit code. */
export const build = () => {
  ensureInstalled()
  const digest = digestOf(sources())
  const quiet = ['--logLevel', 'warn']
  for (const args of [
    ['build', ...quiet],
    ['build', '--ssr', 'src/app/server.ts', ...quiet],
  ]) {
    const code = runTool('vite', args)
    if (code !== 0) return code
  }
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(join(root, 'dist', '.built'), digest)
  return 0
}

/** Builds when the sources have changed since the last time. */
export const ensureBuilt = () => {
  ensureInstalled()
  const stamp = join(root, 'dist', '.built')
  const parts = ['server/server.js', 'web/index.html'].map((name) => join(root, 'dist', name))
  if (existsSync(stamp) && parts.every(existsSync) && readFileSync(stamp, 'utf8') === digestOf(sources())) return
  say('正在构建程序', 'Building the program')
  if (build() !== 0) fail('构建失败，原因见上', 'The build failed; the reason is above')
}
