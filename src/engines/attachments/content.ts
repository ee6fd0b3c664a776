import { fileTypeFromBuffer } from 'file-type'
import { type Label, label } from '../../model/label.ts'

/** How much of a file is looked at to tell what it is. */
export const headBytes = 64 * 1024

/** What a file is by its content: `png`, `pdf`, `zip`; `text` for what has no signature and no zero bytes. */
export interface Content {
  readonly kind: string
  readonly mime: string | null
}

const starts = (head: Buffer, ...bytes: readonly number[]) => bytes.every((byte, i) => head[i] === byte)

const isMarked = (head: Buffer): boolean => starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff)

const isText = (head: Buffer): boolean => !head.includes(0) || isMarked(head)

/**
 * What the first bytes say. Packed files are told by their signature and never unpacked: a zip bomb is a zip.
 * Two letters at the beginning of a text ("MZ", "BM") make no program and no picture of it.
 */
export const contentOf = async (head: Buffer): Promise<Content> => {
  if (starts(head, 0x50, 0x4b) && [0x03, 0x05, 0x07].includes(head[2] ?? 0)) return { kind: 'zip', mime: null }
  if (isMarked(head)) return { kind: 'text', mime: null }
  if (starts(head, 0x1f, 0x8b)) return { kind: 'gz', mime: null }
  if (starts(head, 0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00)) return { kind: 'lnk', mime: null }
  // A file that breaks off in the middle of its own structure is told by what it began as, or not at all.
  const found = await fileTypeFromBuffer(head).catch(() => undefined)
  if (found !== undefined && !(isText(head) && ['exe', 'bmp', 'dib', 'mp3'].includes(found.ext)))
    return { kind: found.ext, mime: found.mime }
  return { kind: isText(head) ? 'text' : 'unknown', mime: null }
}

/** Programs, by content: never taken in, whatever they are called. */
const programs = new Set(['exe', 'elf', 'macho', 'class', 'dex', 'lnk', 'swf', 'crx', 'rpm', 'deb', 'wasm', 'msi'])
export const isProgram = ({ kind }: Content): boolean => programs.has(kind)

const films = ['mp4', 'm4v', 'm4a', 'm4b', 'm4p', 'f4v', 'mov', '3gp', '3g2']
const packed = ['zip']
const oldOffice = ['cfb', 'rtf', 'zip', 'xml', 'text']
const texts = ['text', 'xml', 'ics', 'vcf', 'rtf']

/** What the content of a file may be, by the ending of its name; endings that are not here promise nothing. */
const promises: Readonly<Record<string, readonly string[]>> = {
  ...of('jpg jpeg jpe jfif', ['jpg']),
  ...of('png apng', ['png', 'apng']),
  ...of('gif', ['gif']),
  ...of('webp', ['webp']),
  ...of('bmp', ['bmp']),
  ...of('tif tiff', ['tif']),
  ...of('heic heif hif', ['heic', 'avif']),
  ...of('avif', ['avif', 'heic']),
  ...of('ico', ['ico']),
  ...of('psd', ['psd']),
  ...of('pdf', ['pdf']),
  // A password turns a new office file into an old container.
  ...of('docx xlsx pptx dotx xltx potx ppsx vsdx', [...packed, 'cfb']),
  ...of('zip odt ods odp ofd epub xmind kmz pages numbers key', packed),
  ...of('doc xls ppt dot xlt pot pps wps et dps', oldOffice),
  ...of('msg vsd mpp', ['cfb']),
  ...of('rtf', ['rtf']),
  ...of('rar', ['rar']),
  ...of('7z', ['7z']),
  ...of('gz tgz', ['gz']),
  ...of('tar', ['tar']),
  ...of('bz2', ['bz2']),
  ...of('xz', ['xz']),
  ...of('mp3', ['mp3', 'unknown']),
  ...of('wav', ['wav']),
  ...of('amr', ['amr']),
  ...of('aac', ['aac', 'unknown']),
  ...of('flac', ['flac']),
  ...of('ogg oga opus', ['ogg', 'oga', 'opus', 'ogv', 'ogx', 'spx']),
  ...of('mp4 m4v m4a m4b mov 3gp 3g2', films),
  ...of('avi', ['avi']),
  ...of('mkv webm', ['mkv', 'webm']),
  ...of('wmv wma asf', ['asf', 'wmv', 'wma']),
  ...of('txt csv tsv md log json xml html htm svg eml vcf ics yaml yml sql css ini kml', texts),
}

function of(endings: string, kinds: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(endings.split(' ').map((ending) => [ending, kinds]))
}

/** Whether a file is what its name says. */
export const isAsNamed = (extension: string, { kind }: Content): boolean => promises[extension]?.includes(kind) ?? true

const words: Readonly<Record<string, Label>> = {
  exe: label(' Windows 程序（exe）', 'a Windows program (exe)'),
  elf: label(' Linux 程序（elf）', 'a Linux program (elf)'),
  macho: label(' macOS 程序', 'a macOS program'),
  class: label(' Java 程序', 'a Java program'),
  dex: label('安卓程序', 'an Android program'),
  lnk: label(' Windows 快捷方式（lnk）', 'a Windows shortcut (lnk)'),
  zip: label('压缩包或新版 Office 文档（zip）', 'an archive or an Office document (zip)'),
  cfb: label('旧版 Office 文档', 'an old Office document'),
  text: label('纯文本', 'plain text'),
  unknown: label('认不出的内容', 'something unknown'),
}

/** A content in words; in Chinese with the blank that stands before Latin letters. */
export const contentWords = ({ kind }: Content): Label =>
  words[kind] ?? label(` ${kind.toUpperCase()} 文件`, `a ${kind.toUpperCase()} file`)

const drawn = new Set(['jpg', 'png', 'apng', 'gif', 'webp', 'avif', 'tif'])

/** How a file can be looked at without downloading it. */
export const previewOf = ({ kind }: Content): 'picture' | 'pdf' | null =>
  drawn.has(kind) ? 'picture' : kind === 'pdf' ? 'pdf' : null

/** The content type it is served with: only of what no browser runs; anything else is bytes. */
export const servedAs = (content: Content): string =>
  previewOf(content) !== null && content.mime !== null ? content.mime : 'application/octet-stream'
