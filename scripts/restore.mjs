import { resolve } from 'node:path'
import { fileFolders, isBucket, withDatabase } from './database.mjs'
import { fail } from './setup.mjs'

const [, , name] = process.argv
if (name === undefined)
  fail(
    '请写明备份文件：npm run restore -- data/backups/greensea-….tar.gz',
    'Name the backup: npm run restore -- data/backups/greensea-….tar.gz',
  )

await withDatabase(async ({ url, restore }) => {
  const { tables, rows, files } = await restore({ url, file: resolve(name), folders: fileFolders() })
  console.log(`已恢复 ${tables} 张表、${rows} 行、${files} 个文件。现在可以 npm start`)
  console.log(`Restored ${tables} tables, ${rows} rows, ${files} files. Now npm start`)
  if (!isBucket() || files === 0) return
  console.log(`备份里的附件放在 ${fileFolders().files}；把其中每个文件按文件名上传到存储桶`)
  console.log(`The attachments of the backup are in ${fileFolders().files}; upload each under its name to the bucket`)
})
