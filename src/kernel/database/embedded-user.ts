import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { trouble } from './trouble.ts'

/** The system account that PostgreSQL runs as when the project itself runs as root, which PostgreSQL refuses. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

const preferred = ['greensea', 'postgres', '_postgres', 'nobody', 'daemon']

const parsePasswd = (text: string): SystemUser[] =>
  text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':')
    return name !== '' && Number(uid) > 0 && Number(gid) >= 0 ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })

/** Undefined when the project doesn't run as root; else the owner of an existing cluster, or a suitable account. */
export const findSystemUser = async (cluster: string): Promise<SystemUser | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const users = parsePasswd(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  const owner = await stat(cluster).catch(() => undefined)
  const found =
    users.find((user) => user.uid === owner?.uid) ??
    preferred.map((name) => users.find((user) => user.name === name)).find((user) => user !== undefined) ??
    users.at(0)
  if (found !== undefined) return found
  throw trouble(
    '以 root 运行时，内置数据库需要一个普通系统账号，但 /etc/passwd 里没有。请先创建一个名为 greensea 的系统账号，或改用普通用户运行',
    'Run as root, the embedded database needs an ordinary system account, and /etc/passwd has none. Create an account named greensea, or run as an ordinary user',
  )
}

/** Whether the account may enter every folder from the root down to this one. */
export const canReach = async (user: SystemUser | undefined, folder: string): Promise<boolean> => {
  if (user === undefined) return true
  for (let at = folder; ; at = dirname(at)) {
    const { uid, gid, mode } = await stat(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}
