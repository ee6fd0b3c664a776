import { label } from '../../model/label.ts'

/** What stands on paper besides the words of fields. */
export const paperWords = {
  number: label('编号', 'No.'),
  page: label('第 {page} 页 / 共 {pages} 页', 'Page {page} of {pages}'),
  customer: label('客户', 'Customer'),
  contact: label('联系人', 'Contact'),
  place: label('序号', 'No.'),
  net: label('不含税金额', 'Net'),
  inWords: label('金额（大写）', 'Amount'),
  theirs: label('需方（盖章）', 'For the buyer'),
  ours: label('供方（盖章）', 'For the seller'),
  buyer: label('甲方', 'Party A'),
  seller: label('乙方', 'Party B'),
  sign: label('签字', 'Signature'),
  date: label('日期', 'Date'),
  sample: label('样张', 'SAMPLE'),
} as const
