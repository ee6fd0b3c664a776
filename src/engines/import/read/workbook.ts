import { brokenZip, tooManySheets, unsupported } from './refuse.ts'
import { limits } from './table.ts'
import { parseAll } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** The parts of a workbook that matter here: visible worksheets in order, texts, styles, and how dates count. */
export interface Workbook {
  readonly date1904: boolean
  readonly sheets: readonly { name: string; entry: ZipEntry }[]
  readonly strings: ZipEntry | undefined
  readonly styles: ZipEntry | undefined
}

type Entries = ReadonlyMap<string, ZipEntry>

interface Relation {
  readonly id: string
  readonly type: string
  readonly path: string
}

/** Finds the workbook through the package's relations: writers don't agree on the names of its parts. */
export const readWorkbook = async (entries: Entries): Promise<Workbook> => {
  const main = (await relationsOf(entries, '')).find((relation) => relation.type === 'officedocument')?.path
  const path = main ?? 'xl/workbook.xml'
  if (path.endsWith('.bin')) {
    throw unsupported(
      '这是 .xlsb 格式，请另存为 .xlsx 再上传',
      'This is the .xlsb format; save it as .xlsx and upload that',
    )
  }
  const entry = entries.get(path)
  if (entry === undefined) throw brokenZip('xl/workbook.xml')
  const relations = await relationsOf(entries, path)
  const part = (type: string) => {
    const relation = relations.find((candidate) => candidate.type === type)
    return relation === undefined ? undefined : entries.get(relation.path)
  }
  const { date1904, listed } = await readSheetList(entry)
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  const sheets: { name: string; entry: ZipEntry }[] = []
  for (const { name, id } of listed) {
    const relation = byId.get(id)
    if (relation === undefined || relation.type !== 'worksheet') continue
    const sheet = entries.get(relation.path)
    if (sheet === undefined) throw brokenZip(relation.path)
    sheets.push({ name, entry: sheet })
  }
  return { date1904, sheets, strings: part('sharedstrings'), styles: part('styles') }
}

const readSheetList = async (entry: ZipEntry) => {
  const listed: { name: string; id: string }[] = []
  let date1904 = false
  let inside = false
  await parseAll(
    entry,
    {
      open(name, attributes) {
        if (name === 'workbookPr') date1904 ||= attributes.date1904 === '1' || attributes.date1904 === 'true'
        else if (name === 'sheets') inside = true
        else if (inside && name === 'sheet' && (attributes.state ?? 'visible') === 'visible') {
          const id = Object.keys(attributes).find((key) => key.endsWith(':id'))
          listed.push({ name: attributes.name ?? '', id: (id === undefined ? undefined : attributes[id]) ?? '' })
          if (listed.length > limits.sheets) throw tooManySheets()
        }
      },
      close(name) {
        if (name === 'sheets') inside = false
      },
    },
    limits.partBytes,
  )
  return { date1904, listed }
}

const relationsOf = async (entries: Entries, path: string): Promise<Relation[]> => {
  const cut = path.lastIndexOf('/') + 1
  const folder = path.slice(0, cut)
  const entry = entries.get(`${folder}_rels/${path.slice(cut)}.rels`)
  const relations: Relation[] = []
  if (entry === undefined) return relations
  await parseAll(
    entry,
    {
      open(name, attributes) {
        if (name !== 'Relationship' || attributes.TargetMode === 'External') return
        const type = attributes.Type ?? ''
        relations.push({
          id: attributes.Id ?? '',
          type: type.slice(type.lastIndexOf('/') + 1).toLowerCase(),
          path: resolve(folder, attributes.Target ?? ''),
        })
      },
    },
    limits.partBytes,
  )
  return relations
}

const resolve = (folder: string, target: string): string =>
  new URL(target.replaceAll('\\', '/'), `zip:/${folder}`).pathname.replace(/^\/+/, '').toLowerCase()
