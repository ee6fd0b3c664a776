import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sql from 'sql-template-tag'
import { realNow } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import type { Call, Reception } from '../../kernel/rest/route.ts'
import { type Fault, fault, invalid, malformed, Refusal } from '../../model/errors.ts'
import { label } from '../../model/label.ts'
import { type Content, contentOf, contentWords, headBytes, isAsNamed, isProgram } from './content.ts'
import { cleanName, extensionOf, maxName } from './file-name.ts'
import { type Limits, readLimits } from './limits.ts'
import { holderOf, mustEdit, mustSeeFiles } from './rights.ts'
import type { FileStore, LooseFile } from './store/store.ts'

/** Where files lie, and the folder in which they are put together first. */
export interface Files {
  readonly store: FileStore
  readonly spool: string
}

/** A file that is in the store and not yet anybody's. */
export interface Arrived {
  readonly fileId: string
  readonly name: string
  readonly extension: string
  readonly size: number
  readonly sha256: string
  readonly content: Content
}

/** Bytes as people say them. */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB` : `${Math.ceil(bytes / 1024)} KB`

const tooLarge = (limits: Limits) =>
  new Refusal(
    413,
    'too_large',
    label(
      `文件超过 ${sizeText(limits.maxBytes)}，没有上传；压缩或拆分后再传`,
      `The file is larger than ${sizeText(limits.maxBytes)} and was not uploaded; compress or split it`,
    ),
    { members: { maxBytes: limits.maxBytes } },
  )

/** One thing wrong with the file. */
const refuse = (wrong: Fault) => invalid([wrong])

/** The name alone: whether there is one, and whether its ending is taken. */
const checkName = (name: string, extension: string, limits: Limits): void => {
  if (name === '')
    throw refuse(fault('file', 'name_required', '文件没有名字，改名后再传', 'The file has no name; give it one'))
  if ([...name].length > maxName)
    throw refuse(
      fault(
        'file',
        'too_long',
        `文件名最多 ${maxName} 个字，这个有 ${[...name].length} 个；改短后再传`,
        `A file name has at most ${maxName} characters, this one has ${[...name].length}; shorten it`,
      ),
    )
  if (limits.denied.includes(extension))
    throw refuse(
      fault(
        'file',
        'type_refused',
        `“${name}”没有上传：.${extension} 文件打开时会运行，不能作附件`,
        `"${name}" was not uploaded: a .${extension} file runs when it is opened, so it cannot be attached`,
      ),
    )
  if (limits.allowed.length > 0 && !limits.allowed.includes(extension))
    throw refuse(
      fault(
        'file',
        'type_refused',
        `“${name}”没有上传：公司只收 ${limits.allowed.join('、')} 文件`,
        `"${name}" was not uploaded: the company takes ${limits.allowed.join(', ')} files only`,
      ),
    )
}

/** Name and content together: a `.png` that is a program is no picture, and is said to be both. */
const checkContent = (name: string, extension: string, content: Content): void => {
  const is = contentWords(content)
  if (isProgram(content))
    throw refuse(
      fault(
        'file',
        'type_refused',
        `“${name}”没有上传：名字是 ${extension === '' ? '没有扩展名的文件' : `.${extension} 文件`}，内容却是${is.zh}；程序不能作附件`,
        `"${name}" was not uploaded: ${extension === '' ? 'its name has no ending' : `its name says .${extension}`}, its content is ${is.en}; programs cannot be attached`,
      ),
    )
  if (!isAsNamed(extension, content))
    throw refuse(
      fault(
        'file',
        'type_mismatch',
        `“${name}”没有上传：名字是 .${extension} 文件，内容却是${is.zh}；改成对的扩展名后再传`,
        `"${name}" was not uploaded: its name says .${extension}, its content is ${is.en}; give it its true ending`,
      ),
    )
}

const codeOf = (error: unknown) => String((error as { code?: unknown }).code ?? '')

const spool = async (content: Readable, path: string, limits: Limits): Promise<LooseFile & { head: Buffer }> => {
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let size = 0
  const watched = async function* (source: AsyncIterable<Buffer>) {
    for await (const bytes of source) {
      if (size < headBytes) head.push(bytes)
      size += bytes.length
      hash.update(bytes)
      yield bytes
    }
  }
  try {
    await pipeline(content, watched, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    if (codeOf(content.errored ?? error) === 'FST_REQ_FILE_TOO_LARGE') throw tooLarge(limits)
    if (/^E[A-Z]+$/.test(codeOf(error)) && codeOf(error) !== 'ECONNRESET') throw error
    throw malformed('upload_interrupted', '上传中断了，没有保存', 'The upload broke off; nothing was kept')
  }
  return { path, size, sha256: hash.digest('hex'), head: Buffer.concat(head).subarray(0, headBytes) }
}

/** The store does not answer: not the caller's fault, and not for long. */
export const storeSilent = (cause: unknown): Refusal =>
  Object.assign(
    new Refusal(
      503,
      'file_store_unavailable',
      label('文件存储现在用不了，稍后再试', 'The file store does not answer now; try again later'),
    ),
    { cause },
  )

/** Puts a file into the store under an id that the ledger knew before. */
export const putFile = async (kernel: Kernel, { store }: Files, file: LooseFile): Promise<string> => {
  const id = newId()
  await kernel.db.query(sql`INSERT INTO stored_files (id, state, since) VALUES (${id}, 'arriving', ${realNow()})`)
  try {
    await store.put(id, file)
  } catch (error) {
    await forget(kernel, store, id).catch(() => undefined)
    throw storeSilent(error)
  }
  return id
}

/** Lets a file go that nobody took over. */
const forget = async (kernel: Kernel, store: FileStore, id: string): Promise<void> => {
  const { rowCount } = await kernel.db.query(
    sql`UPDATE stored_files SET state = 'leaving' WHERE id = ${id} AND state = 'arriving'`,
  )
  if (rowCount === 0) return
  await store.remove(id)
  await kernel.db.query(sql`DELETE FROM stored_files WHERE id = ${id} AND state = 'leaving'`)
}

/** Takes an upload in: rights first, then bytes, then what they are; refused, it leaves nothing. */
export const receive = async (kernel: Kernel, files: Files, call: Call): Promise<Reception> => {
  const holder = await holderOf(kernel, call.context, objectOf(call), call.params.id ?? '')
  mustEdit(kernel, call.context, holder)
  mustSeeFiles(holder)
  const limits = await readLimits(kernel.db)
  await mkdir(files.spool, { recursive: true })
  const path = join(files.spool, newId())
  let arrived: Arrived | undefined
  try {
    await call.stream(limits.maxBytes, async (stream, given) => {
      const name = cleanName(given)
      const extension = extensionOf(name)
      checkName(name, extension, limits)
      const { head, ...file } = await spool(stream, path, limits)
      if (file.size === 0)
        throw refuse(
          fault(
            'file',
            'empty_file',
            `“${name}”是空的，没有上传；看看原文件是不是还没存好`,
            `"${name}" is empty and was not uploaded; see whether the original was saved`,
          ),
        )
      const content = await contentOf(head)
      checkContent(name, extension, content)
      const fileId = await putFile(kernel, files, file)
      arrived = { fileId, name, extension, size: file.size, sha256: file.sha256, content }
    })
  } catch (error) {
    if (arrived !== undefined) await forget(kernel, files.store, arrived.fileId)
    throw codeOf(error) === 'FST_REQ_FILE_TOO_LARGE' ? tooLarge(limits) : error
  } finally {
    await rm(path, { force: true })
  }
  const whole = arrived as Arrived | undefined
  return {
    body: whole,
    digest: { name: whole?.name, size: whole?.size, sha256: whole?.sha256 },
    discard: async () => {
      if (whole !== undefined) await forget(kernel, files.store, whole.fileId)
    },
  }
}
