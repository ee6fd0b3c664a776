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
  picture: label('拍名片或选图片', 'Photograph a card'),
  photo: label('名片照片', 'Picture of the card'),
  photoKept: label('保存后作为附件留在联系人上', 'Kept with the contact as an attachment'),
  photoRemove: label('不要这张照片', 'Leave the picture out'),
  noCode: label('图上没有可读的二维码，对照图片填写', 'There is no code to read on it: enter what you see'),
  read: label('读出来', 'Read'),
  several: label('文件里有 {{count}} 张名片，从导入进来', 'The file holds {{count}} cards: bring them in by import'),
  toImport: label('去导入', 'To import'),
  unknown: label(
    '没有找到“{{name}}”，先选客户，或新建客户再来',
    '"{{name}}" was not found: choose the customer, or create it first',
  ),
})
