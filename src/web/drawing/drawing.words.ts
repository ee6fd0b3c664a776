import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const drawingWords = defineWords('drawing', {
  chain: label('决策链', 'Decision chain'),
  noRole: label('角色未定', 'No role yet'),
  counted: label('{{role}} {{count}}', '{{role}} {{count}}'),
  noDecider: label('还没有找到{{role}}', 'No {{role}} found yet'),
  primary: label('首要联系人', 'Primary contact'),
  below: label('给{{name}}加下属', 'Add somebody below {{name}}'),
  network: label('{{name}}的关系网', 'Relations of {{name}}'),
  readOutward: label('线上的词从中间往外读', 'Words on the lines are read from the middle outward'),
  asTable: label('下面的表格说的是同样的事', 'The table below says the same'),
  left: label('另有 {{count}} 个，见下表', '{{count}} more in the table below'),
  hidden: label('另有 {{count}} 个你看不到', '{{count}} more that you cannot see'),
})
