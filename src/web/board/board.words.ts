import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const boardWords = defineWords('board', {
  look: label('看法', 'Look'),
  list: label('列表', 'List'),
  board: label('看板', 'Board'),
  groupBy: label('按什么分列', 'Group by'),
  none: label('未填', 'Not set'),
  nothing: label('拖到这里，就改成“{{option}}”', 'Drop here to set "{{option}}"'),
  nothingFixed: label('没有', 'None'),
  more: label('再看 {{count}} 个', '{{count}} more'),
  moved: label('{{name}} 已改为“{{option}}”', '{{name}} is now "{{option}}"'),
  cleared: label('{{name}} 的“{{field}}”已清空', '"{{field}}" of {{name}} was cleared'),
  moveTo: label('移到别的列：{{name}}', 'Move {{name}}'),
  keys: label(
    '方向键走动，Shift 加左右键换列，Enter 打开',
    'Arrow keys walk, Shift with left or right moves, Enter opens',
  ),
  failed: label('这一列没能载入', 'This column did not load'),
})
