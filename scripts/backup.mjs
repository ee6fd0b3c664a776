import { join, resolve } from 'node:path'
import { dataFolder, fileFolders, isBucket, withDatabase } from './database.mjs'

const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
const file = resolve(process.argv[2] ?? join(dataFolder(), 'backups', `greensea-${stamp}.tar.gz`))

await withDatabase(async ({ url, backup }) => {
  const { tables, rows, files } = await backup({ url, file, folders: isBucket() ? {} : fileFolders() })
  console.log(`已备份 ${tables} 张表、${rows} 行、${files} 个文件：${file}`)
  console.log(`Saved ${tables} tables, ${rows} rows, ${files} files: ${file}`)
  if (!isBucket()) return
  console.log('附件在 S3 存储桶里，不在这个备份里；它们只增加和删除，用存储桶的版本控制或复制来保存')
  console.log('Attachments lie in the S3 bucket, not in this backup; keep them by versioning or replicating the bucket')
})
