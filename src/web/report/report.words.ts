import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const reportWords = defineWords('report', {
  title: label('写报告', 'Write a report'),
  daily: label('日报', 'Daily'),
  urgent: label('紧急', 'Urgent'),
  periodic: label('定期', 'Periodic'),
  due: label('{{moment}} 前交', 'Due by {{moment}}'),
  overdue: label('{{moment}} 已过，会标为迟交', 'It was due by {{moment}} and will be marked late'),
  visits: label('今天的跟进', 'Follow-ups of today'),
  visitsText: label('在客户那里写的已经在这里，不用再写一遍', 'What was written at the customers is here already'),
  noVisits: label('今天还没有跟进，可以在这里补', 'No follow-up today yet; add them here'),
  add: label('加一条拜访', 'Add a visit'),
  customer: label('客户', 'Customer'),
  content: label('谈了什么', 'What was said'),
  next: label('下次联系', 'Next contact'),
  remove: label('去掉这一条', 'Remove this one'),
  send: label('提交', 'Send'),
  sent: label('已提交{{title}}', '{{title}} sent'),
  sentLate: label('已提交{{title}}，标为迟交', '{{title}} sent, marked late'),
  already: label('今天的日报已经交过', 'The day report of today has been sent'),
  open: label('打开它', 'Open it'),
  kept: label('草稿已存在本机', 'Kept as a draft here'),
  failed: label('没能提交，写的都还在', 'Not sent; everything you wrote is still here'),
  missing: label('还没交日报', 'No day report yet'),
  missingNone: label('日报都交了', 'Everybody has sent a day report'),
  reports: label('看日报', 'See the reports'),
})
