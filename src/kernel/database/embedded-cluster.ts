import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, lchown, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Binaries, executable } from './embedded-binaries.ts'
import { canReach, type SystemUser } from './embedded-user.ts'
import { trouble } from './trouble.ts'

const passwordFile = 'greensea.password'

/** An environment without the PG… variables that would steer the programs elsewhere. */
export const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))),
  LC_ALL: 'C',
})

/**
 * How the account names a folder that is also its working folder. Below a folder that only root may enter, the real
 * path is closed to it, but the working folder, entered before giving up root, stays open.
 */
export const nameOf = async (folder: string, user: SystemUser | undefined): Promise<string> => {
  if (await canReach(user, folder)) return folder
  if (process.platform === 'linux') return '/proc/self/cwd'
  throw trouble(
    `系统账号 ${user?.name} 进不去数据文件夹 ${folder}。请用 GREENSEA_DATA 指定它能进入的文件夹，例如 /var/lib/greensea`,
    `The system account ${user?.name} can't enter the data folder ${folder}. Choose one it can with GREENSEA_DATA, for example /var/lib/greensea`,
  )
}

const give = async (path: string, user: SystemUser | undefined) => {
  if (user !== undefined) await chown(path, user.uid, user.gid)
}

/** The folder itself last: its owner then says that everything inside is done. */
const giveAll = async (folder: string, user: SystemUser) => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await lchown(join(entry.parentPath, entry.name), user.uid, user.gid)
  await chown(folder, user.uid, user.gid)
}

/** Sorting is PostgreSQL's own; the system's locale only classifies letters, without which Chinese has no trigrams. */
const systemLocales = ['C.UTF-8', 'en_US.UTF-8', 'zh_CN.UTF-8', 'C.utf8', 'UTF-8']

const initdb = async (options: {
  readonly cluster: string
  readonly binaries: Binaries
  readonly user: SystemUser | undefined
  readonly isDurable: boolean
}) => {
  const { cluster, binaries, user } = options
  const complaints: string[] = []
  for (const locale of systemLocales) {
    const args = [
      ...['-D', await nameOf(cluster, user), '-U', 'greensea', '--pwfile=../password', '--auth=scram-sha-256'],
      ...['--encoding=UTF8', `--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
      ...['--no-instructions', ...(options.isDurable ? [] : ['--no-sync'])],
    ]
    const program = executable(binaries.folder, 'initdb')
    const env = cleanEnvironment()
    const made = spawnSync(program, args, { ...user, cwd: cluster, env, encoding: 'utf8' })
    if (made.status === 0) return
    complaints.push(made.stderr || made.error?.message || `exit ${made.status}`)
    if (!/locale/i.test(made.stderr ?? '')) break
  }
  throw trouble(
    `内置数据库初始化失败：${complaints.at(-1)?.trim()}`,
    `The embedded database could not be initialised: ${complaints.at(-1)?.trim()}`,
  )
}

/** Makes a cluster in full beside its place and moves it there, so that an interrupted first start leaves no half one. */
const createCluster = async (options: {
  readonly cluster: string
  readonly binaries: Binaries
  readonly user: SystemUser | undefined
  readonly isDurable: boolean
}): Promise<void> => {
  const { cluster, user } = options
  const workshop = await mkdtemp(join(dirname(cluster), '.new-postgres-'))
  try {
    const fresh = join(workshop, 'cluster')
    const password = randomBytes(24).toString('base64url')
    await writeFile(join(workshop, 'password'), password, { mode: 0o600 })
    await mkdir(fresh, { mode: 0o700 })
    for (const path of [workshop, join(workshop, 'password'), fresh]) await give(path, user)
    await initdb({ ...options, cluster: fresh })
    await writeFile(join(fresh, passwordFile), password, { mode: 0o600 })
    await rename(fresh, cluster).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

const checkVersion = (cluster: string, found: string, major: string) => {
  if (found === major) return
  throw trouble(
    `数据文件夹 ${cluster} 属于 PostgreSQL ${found}，而程序自带的是 ${major}。请用原来的版本执行 npm run backup，再在新的数据文件夹里执行 npm run restore`,
    `The data folder ${cluster} belongs to PostgreSQL ${found}, but this release brings ${major}. Run npm run backup with the former release, then npm run restore into a new data folder`,
  )
}

/** The password of the superuser `greensea`. */
export const readPassword = (cluster: string): Promise<string> => readFile(join(cluster, passwordFile), 'utf8')

/** The cluster of the folder, made when missing, owned by the account; returns the password of its superuser. */
export const openCluster = async (options: {
  readonly cluster: string
  readonly binaries: Binaries
  readonly user: SystemUser | undefined
  readonly isDurable: boolean
}): Promise<string> => {
  const { cluster, user } = options
  const versionOf = () => readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(refuseUnlessMissing(cluster))
  if ((await versionOf()) === undefined) {
    const inside = await readdir(cluster).catch(() => [])
    if (inside.length > 0)
      throw trouble(
        `文件夹 ${cluster} 不是空的，也不是数据库。请移走它，或用 GREENSEA_DATA 指定另一个数据文件夹`,
        `The folder ${cluster} is neither empty nor a database. Move it away, or choose another data folder with GREENSEA_DATA`,
      )
    await createCluster(options)
  }
  checkVersion(cluster, ((await versionOf()) ?? '').trim(), options.binaries.major)
  if (user !== undefined && (await stat(cluster)).uid !== user.uid) await giveAll(cluster, user)
  await chmod(cluster, 0o700)
  return readPassword(cluster)
}

const refuseUnlessMissing = (cluster: string) => (error: NodeJS.ErrnoException) => {
  if (error.code === 'ENOENT') return undefined
  throw trouble(
    `读不了数据文件夹 ${cluster}（${error.code}）。它可能属于另一个系统用户：请用当初的用户运行，或把文件夹的所有者改为当前用户`,
    `The data folder ${cluster} can't be read (${error.code}). It may belong to another system user: run as that user, or change the owner of the folder`,
    error,
  )
}
