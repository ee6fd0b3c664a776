import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureInstalled, fail, root } from './setup.mjs'

/** The folder of everything that belongs to the company. */
export const dataFolder = () => process.env.GREENSEA_DATA ?? join(root, 'data')

/** Whether attachments lie in a bucket, which keeps its own copies. */
export const isBucket = () => (process.env.GREENSEA_FILES ?? '').startsWith('s3://')

/** Folders of files that are kept beside the database. */
export const fileFolders = () => ({
  files: process.env.GREENSEA_FILES && !isBucket() ? process.env.GREENSEA_FILES : join(dataFolder(), 'files'),
})

/** Runs work on the company's database: `DATABASE_URL`, else the embedded one, whether the server is up or not. */
export const withDatabase = async (work) => {
  ensureInstalled()
  const { tsImport } = await import('tsx/esm/api')
  const load = (name) => tsImport(`../src/kernel/database/${name}.ts`, import.meta.url)
  try {
    const { backup, restore } = await load('backup')
    const external = process.env.DATABASE_URL
    if (external) return await work({ url: external, backup, restore })
    mkdirSync(dataFolder(), { recursive: true })
    const { joinEmbedded } = await load('embedded')
    const { url, stop } = await joinEmbedded({ dataDir: dataFolder() })
    try {
      return await work({ url, backup, restore })
    } finally {
      await stop()
    }
  } catch (error) {
    const [zh, ...en] = String(error?.message ?? error).split('\n')
    return fail(zh, en.join('\n  '))
  }
}
