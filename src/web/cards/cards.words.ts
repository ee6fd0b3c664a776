import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const cardWords = defineWords('cards', {
  open: label('读名片', 'Read a card'),
  title: label('读名片', 'Read a business card'),
  text: label('名片的文字', 'Text of the card'),
  help: label(
    '扫名片上的二维码，把得到的文字贴在这里；或选手机存下的名片文件（.vcf）',
    'Scan the code on the card and paste the text here, or choose the file a phone saved (.vcf)',
  ),
  file: label('选名片文件', 'Choose a card file'),
  read: label('读出来', 'Read'),
  several: label('文件里有 {{count}} 张名片，从导入进来', 'The file holds {{count}} cards: bring them in by import'),
  toImport: label('去导入', 'To import'),
  unknown: label(
    '没有找到“{{name}}”，先选客户，或新建客户再来',
    '"{{name}}" was not found: choose the customer, or create it first',
  ),
})
