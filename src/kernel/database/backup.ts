import { createHash, type Hash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type ArchiveEntry, type ArchiveWriter, readArchive, writeArchive } from './archive.ts'
import { firstTable, readSchema, type SchemaOfBackup, type TableOfBackup } from './backup-schema.ts'
import { trouble } from './trouble.ts'

/** Files kept outside the database, e.g. attachments: a name in the archive for each folder. */
export type Folders = Readonly<Record<string, string>>

export interface BackupReport {
  readonly tables: number
  readonly rows: number
  readonly files: number
}

interface Opening extends SchemaOfBackup {
  readonly format: 1
  readonly madeAt: string
  readonly postgres: string
}

interface Closing {
  readonly tables: Readonly<Record<string, { rows: number; sha256: string }>>
  readonly files: number
}

const chunkSize = 4_000_000

const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, application_name: 'greensea-backup' })
  await client.connect()
  await client.query(`SET search_path = ''; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET TimeZone = 'UTC';
    SET extra_float_digits = 3; SET bytea_output = 'hex'; SET statement_timeout = 0; SET check_function_bodies = off`)
  return client
}

const listOf = ({ name, columns }: TableOfBackup) => `${name} (${columns.join(', ')})`

const placeOf = ({ name }: TableOfBackup) => `data/${name.replaceAll('"', '')}`

/** The rows of one table as text, a row a line, in pieces that end with a line. */
const saveTable = async (client: pg.Client, archive: ArchiveWriter, table: TableOfBackup) => {
  const hash = createHash('sha256')
  const stream = client.query(copyTo(`COPY ${listOf(table)} TO STDOUT`))
  let held: Buffer[] = []
  let size = 0
  let part = 0
  const flush = async (bytes: Buffer) => {
    hash.update(bytes)
    part += 1
    await archive.add(`${placeOf(table)}/${String(part).padStart(6, '0')}.txt`, bytes)
  }
  for await (const bytes of stream as AsyncIterable<Buffer>) {
    held.push(bytes)
    size += bytes.length
    if (size < chunkSize) continue
    const all = Buffer.concat(held)
    const end = all.lastIndexOf(10) + 1
    if (end === 0) continue
    await flush(all.subarray(0, end))
    held = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) await flush(Buffer.concat(held))
  return { rows: stream.rowCount, sha256: hash.digest('hex') }
}

const saveFolder = async (archive: ArchiveWriter, name: string, folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  let files = 0
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name)
    // One that is purged while the backup runs is gone; one that is open stays readable to its end.
    const handle = await open(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    })
    if (handle === undefined) continue
    const { size } = await handle.stat()
    const place = relative(folder, path).split(sep).join('/')
    await archive.addStream(`files/${name}/${place}`, size, handle.createReadStream() as AsyncIterable<Buffer>)
    files += 1
  }
  return files
}

/**
 * Writes everything into one `.tar.gz`, as it stood at one moment, while others go on working. It holds text and
 * statements only, so that any later version of PostgreSQL can take it.
 */
export const backup = async (options: {
  readonly url: string
  readonly file: string
  readonly folders?: Folders
  readonly now?: Date
}): Promise<BackupReport> => {
  const client = await connect(options.url)
  await mkdir(dirname(resolve(options.file)), { recursive: true })
  const archive = writeArchive(options.file)
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const schema = await readSchema(client)
    const { rows: about } = await client.query<{ server_version: string }>('SHOW server_version')
    const madeAt = (options.now ?? new Date()).toISOString()
    const opening: Opening = { format: 1, madeAt, postgres: about[0]?.server_version ?? '', ...schema }
    await archive.add('schema.json', JSON.stringify(opening, undefined, 1))
    const tables: Record<string, { rows: number; sha256: string }> = {}
    for (const table of schema.tables) tables[table.name] = await saveTable(client, archive, table)
    let files = 0
    for (const [name, folder] of Object.entries(options.folders ?? {})) files += await saveFolder(archive, name, folder)
    const closing: Closing = { tables, files }
    await archive.add('manifest.json', JSON.stringify(closing, undefined, 1))
    await archive.close()
    const rows = Object.values(tables).reduce((sum, one) => sum + one.rows, 0)
    return { tables: schema.tables.length, rows, files }
  } catch (error) {
    await archive.abandon()
    throw error
  } finally {
    await client.end()
  }
}

const contentOf = async (entry: ArchiveEntry): Promise<string> => {
  const parts: Buffer[] = []
  for await (const bytes of entry.content) parts.push(bytes)
  return Buffer.concat(parts).toString('utf8')
}

const incomplete = (file: string) =>
  trouble(`备份文件 ${file} 不完整，没有恢复任何数据`, `The backup ${file} is incomplete; nothing was restored`)

const parseOpening = (text: string, file: string): Opening => {
  const opening = JSON.parse(text) as Opening
  if (opening.format === 1) return opening
  throw trouble(
    `备份文件 ${file} 是更新的版本写的，请先升级程序`,
    `The backup ${file} was written by a later release; upgrade first`,
  )
}

interface Filled {
  rows: number
  readonly hash: Hash
}

/** One piece of a table; each is whole lines, so each is a COPY of its own. */
const fill = async (client: pg.Client, table: TableOfBackup, entry: ArchiveEntry, filled: Filled) => {
  const stream = client.query(copyFrom(`COPY ${listOf(table)} FROM STDIN`))
  const hashed = async function* () {
    for await (const bytes of entry.content) {
      filled.hash.update(bytes)
      yield bytes
    }
  }
  await pipeline(hashed, stream)
  filled.rows += stream.rowCount
}

const writeFileOf = async (entry: ArchiveEntry, folders: Folders): Promise<void> => {
  const [, name = '', ...rest] = entry.name.split('/')
  const folder = folders[name]
  if (folder === undefined || rest.length === 0 || rest.some((part) => part === '' || part === '.' || part === '..'))
    throw trouble(`备份里的文件 ${entry.name} 没有去处`, `There is no place for the file ${entry.name} of the backup`)
  const path = join(folder, ...rest)
  await mkdir(dirname(path), { recursive: true })
  await pipeline(entry.content, createWriteStream(path))
}

const checkClosing = (
  file: string,
  closing: Closing | undefined,
  filled: ReadonlyMap<string, Filled>,
  files: number,
) => {
  if (closing === undefined || closing.files !== files) throw incomplete(file)
  for (const [name, { rows, sha256 }] of Object.entries(closing.tables)) {
    const found = filled.get(name)
    if (found === undefined || found.rows !== rows || found.hash.digest('hex') !== sha256) throw incomplete(file)
  }
}

const runAll = async (client: pg.Client, statements: readonly string[]) => {
  for (const statement of statements) await client.query(statement)
}

/** Makes and fills the tables inside the caller's transaction. */
const takeIn = async (client: pg.Client, file: string, folders: Folders): Promise<BackupReport> => {
  let opening: Opening | undefined
  let closing: Closing | undefined
  let files = 0
  const tables = new Map<string, TableOfBackup>()
  const filled = new Map<string, Filled>()
  for await (const entry of readArchive(file)) {
    const table = tables.get(dirname(entry.name))
    if (entry.name === 'schema.json') {
      opening = parseOpening(await contentOf(entry), file)
      await runAll(client, opening.before)
      for (const one of opening.tables) {
        tables.set(placeOf(one), one)
        filled.set(one.name, { rows: 0, hash: createHash('sha256') })
      }
    } else if (table !== undefined) await fill(client, table, entry, filled.get(table.name)!)
    else if (entry.name.startsWith('files/')) {
      await writeFileOf(entry, folders)
      files += 1
    } else if (entry.name === 'manifest.json') closing = JSON.parse(await contentOf(entry)) as Closing
    else throw incomplete(file)
  }
  if (opening === undefined) throw incomplete(file)
  checkClosing(file, closing, filled, files)
  await runAll(client, opening.after)
  return { tables: tables.size, rows: [...filled.values()].reduce((sum, { rows }) => sum + rows, 0), files }
}

/** Brings a backup into an empty database: all of it, or nothing when anything is wrong. */
export const restore = async (options: {
  readonly url: string
  readonly file: string
  readonly folders?: Folders
}): Promise<BackupReport> => {
  const client = await connect(options.url)
  try {
    const table = await firstTable(client)
    if (table !== undefined)
      throw trouble(
        `数据库不是空的（有表 ${table}）。请恢复到一个新的数据库，或用 GREENSEA_DATA 指定一个新的数据文件夹`,
        `The database is not empty (it has the table ${table}). Restore into a new database, or choose a new data folder with GREENSEA_DATA`,
      )
    await client.query('BEGIN')
    const report = await takeIn(client, options.file, options.folders ?? {})
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return report
  } finally {
    // An unfinished transaction ends with its connection.
    await client.end()
  }
}
