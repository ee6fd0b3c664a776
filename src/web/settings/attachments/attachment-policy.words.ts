import { label } from '../../../model/label.ts'
import { defineWords } from '../../words.ts'

export const attachmentPolicyWords = defineWords('attachmentPolicy', {
  lead: label(
    '谁能改一条记录，谁就能给它加附件；这里定收什么。改了从下一次上传起对所有人生效，已有的附件不动',
    'Whoever may edit a record attaches files to it; this says what is taken. It counts for everybody from the next upload; what is there stays',
  ),
  maxBytes: label('单个文件最大', 'Largest file'),
  maxBytesText: label('超过的在上传时就拒绝', 'What is larger is refused while it is sent'),
  maxFiles: label('一条记录最多', 'At most on one record'),
  maxFilesText: label('满了要先删掉不用的', 'When it is full, something has to go first'),
  denied: label('不收的扩展名', 'Endings that are refused'),
  deniedText: label(
    '打开时会运行的文件。内容是程序的文件，叫什么名字都不收',
    'Files that run when they are opened. What is a program by its content is refused under any name',
  ),
  allowed: label('只收这些扩展名', 'Only these endings'),
  allowedText: label('空着就是除上面以外都收', 'Empty: everything but the above'),
  endings: label('pdf、docx……', 'pdf, docx …'),
  megabytes: label('MB', 'MB'),
  save: label('保存附件规则', 'Save what is taken'),
})
