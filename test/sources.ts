import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface Import {
  readonly from: string
  readonly isType: boolean
}
export interface Source {
  /** Path from the root, with `/`. */
  readonly path: string
  readonly text: string
  /** Without comments, so that words are not taken for code. */
  readonly code: string
  readonly imports: readonly Import[]
}

export const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.includes('node_modules/') && !path.split('/').some((part) => part.startsWith('.')))

export const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
const importForm =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm

const read = (path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8')
  const code = withoutComments(text)
  const imports = [...code.matchAll(importForm)].map((match) => {
    const from = match[2] ?? match[3]!
    return {
      from: from.startsWith('.') ? join(dirname(path), from).split(sep).join('/') : from,
      isType: match[1] !== undefined,
    }
  })
  return { path, text, code, imports }
}

const isCode = (path: string) => /\.(ts|tsx|mts|mjs)$/.test(path)
export const isTest = (path: string) => /\.test\.tsx?$/.test(path)
export const sources = filesUnder('src').filter(isCode).map(read)
/** Without their tests. */
export const plain = sources.filter((source) => !isTest(source.path))
export const everything = [
  ...sources,
  ...['sample', 'bench', 'test', 'scripts'].flatMap((folder) => filesUnder(folder).filter(isCode).map(read)),
]

/** The first folder under src. */
export const layerOf = (path: string) => /^src\/(\w+)\//.exec(path)?.[1] ?? ''
const nounFolder = (path: string) => dirname(path)
const baseOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** `rules` of `customers.rules.ts`, `rules.test` of its test. */
export const suffixOf = (path: string) => /^[^.]+\.(.+)\.tsx?$/.exec(baseOf(path))?.[1] ?? ''

/** Whether the arrows of the design let file `a` import file `b` of the project. */
export const mayImport = (a: string, b: string): boolean => {
  const from = layerOf(a)
  const to = layerOf(b)
  const isPure = b.endsWith('.ts') && !b.endsWith('.sql.ts')
  switch (from) {
    case 'app':
      return true
    case 'model':
      return to === 'model'
    case 'fields':
      return to === 'model' || to === 'fields'
    case 'kernel':
      return to === 'kernel' || to === 'model' || (to === 'fields' && b.endsWith('.ts'))
    case 'engines':
      return (
        to === 'kernel' ||
        to === 'model' ||
        (to === 'fields' && isPure) ||
        (to === 'engines' && engineOf(a) === engineOf(b))
      )
    case 'web':
      return to === 'web' || to === 'model' || (to === 'fields' && !b.endsWith('.sql.ts'))
    case 'modules':
      return moduleMay(a, b)
    default:
      return false
  }
}

const engineOf = (path: string) => path.split('/')[2]

const moduleMay = (a: string, b: string): boolean => {
  const suffix = suffixOf(a)
  const to = layerOf(b)
  if (to === 'model') return true
  if (to === 'modules')
    return (
      ['object', 'rules'].includes(suffixOf(b)) ||
      (nounFolder(a) === nounFolder(b) && suffix !== 'object' && suffix !== 'rules')
    )
  if (to === 'fields')
    return suffix !== 'insights' && b.endsWith(suffix === 'page' ? '' : '.ts') && !b.endsWith('.sql.ts')
  if (suffix === 'actions' || suffix === 'jobs') return to === 'kernel' || (to === 'engines' && b.endsWith('/index.ts'))
  return suffix === 'page' && to === 'web'
}
