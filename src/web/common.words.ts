import { label } from '../model/label.ts'
import { defineWords } from './words.ts'

/** Words every area may use. */
export const commonWords = defineWords('common', {
  product: label('绿海', 'Greensea'),
  save: label('保存', 'Save'),
  cancel: label('取消', 'Cancel'),
  close: label('关闭', 'Close'),
  edit: label('修改', 'Edit'),
  remove: label('删除', 'Delete'),
  add: label('添加', 'Add'),
  more: label('更多', 'More'),
  back: label('返回', 'Back'),
  search: label('搜索', 'Search'),
  retry: label('再试一次', 'Try again'),
  undo: label('撤销', 'Undo'),
  undone: label('已撤销', 'Undone'),
  notUndone: label('没能撤销：{{reason}}', 'Not undone: {{reason}}'),
  copyCode: label('复制错误编号 {{code}}', 'Copy error code {{code}}'),
  copied: label('已复制', 'Copied'),
  yes: label('是', 'Yes'),
  no: label('否', 'No'),
  none: label('无', 'None'),
  loading: label('正在载入', 'Loading'),
  notFoundTitle: label('这里没有内容', 'Nothing here'),
  notFoundText: label('地址不对，或你看不到它', 'The address is wrong, or you cannot see it'),
  toWorkbench: label('去工作台', 'Go to the workbench'),
  failedTitle: label('页面没能打开', 'The page did not open'),
  keepWorking: label(
    '你的数据没有受影响。刷新后再试；还不行，把错误编号告诉管理员',
    'Your data is safe. Reload and try again; if it persists, tell your administrator the code',
  ),
  reload: label('刷新页面', 'Reload'),
  ruleOf: label('依据 {{rule}}', 'Rule: {{rule}}'),
})
