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

export const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
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
const isTest = (path: string) => /\.test\.tsx?$/.test(path)
export const sources = filesUnder('src').filter(isCode).map(read)
/** Without their tests. */
export const plain = sources.filter((source) => !isTest(source.path))
export const everything = [
  ...sources,
  ...['sample', 'bench', 'test', 'scripts'].flatMap((folder) => filesUnder(folder).filter(isCode).map(read)),
]

