import { join, resolve } from 'node:path'
import { dataFolder, fileFolders, withDatabase } from './database.mjs'

const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
const file = resolve(process.argv[2] ?? join(dataFolder(), 'backups', `greensea-${stamp}.tar.gz`))

await withDatabase(async ({ url, backup }) => {
  const { tables, rows, files } = await backup({ url, file, folders: fileFolders() })
  console.log(`已备份 ${tables} 张表、${rows} 行、${files} 个文件：${file}`)
  console.log(`Saved ${tables} tables, ${rows} rows, ${files} files: ${file}`)
})
