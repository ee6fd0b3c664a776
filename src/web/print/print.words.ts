import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const printWords = defineWords('print', {
  title: label('{{object}}档案卡', '{{object}} file card'),
  print: label('打印', 'Print'),
  back: label('返回', 'Back'),
  paper: label('A4 一页，按你的数据权限', 'One A4 page, within your rights'),
  printed: label('{{name}} 打印于 {{moment}}', 'Printed by {{name}}, {{moment}}'),
  owners: label('归属经过', 'Ownership'),
  pool: label('公海', 'Pool'),
  now: label('至今', 'now'),
  more: label('共 {{count}} 条', '{{count}} in all'),
  none: label('无', 'None'),
  signed: label('{{name}}，{{day}}', '{{name}}, {{day}}'),
  failed: label('档案卡没能载入', 'The card did not load'),
  template: label('模板', 'Template'),
  builtIn: label('内置模板', 'Built-in template'),
  language: label('单据语言', 'Language of the document'),
  pdf: label('下载 PDF', 'Download PDF'),
  making: label('正在生成 PDF', 'Making the PDF'),
  documentFailed: label('单据没能载入', 'The document did not load'),
  document: label('{{object}}打印', 'Print: {{object}}'),
  sheet: label('单据', 'The document'),
  keep: label('内部资料，注意保管', 'Internal: keep it safe'),
})
