import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, root } from './setup.mjs'

// Writes the documents that are made from the declarations.
ensureInstalled()
const { tsImport } = await import('tsx/esm/api')
const { currentGlossary } = await tsImport('../src/app/glossary.ts', import.meta.url)
writeFileSync(join(root, 'docs', 'GLOSSARY.md'), currentGlossary())
console.log('docs/GLOSSARY.md')
