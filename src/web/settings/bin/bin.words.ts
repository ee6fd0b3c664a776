import { label } from '../../../model/label.ts'
import { defineWords } from '../../words.ts'

export const binWords = defineWords('bin', {
  lead: label(
    '删除的记录先到这里，恢复后和原来一样。彻底删除不能恢复',
    'Deleted records come here first and can be restored as they were. Purging cannot be undone',
  ),
  object: label('对象', 'Object'),
  name: label('名称', 'Name'),
  deletedAt: label('删除时间', 'Deleted'),
  by: label('负责人', 'Owner'),
  empty: label('{{object}}的回收站是空的', 'The recycle bin of {{object}} is empty'),
  emptyText: label('删除的{{object}}会在这里出现', 'Deleted {{object}} appear here'),
  restore: label('恢复', 'Restore'),
  restoreCount: label('恢复 {{count}} 个', 'Restore {{count}}'),
  purge: label('彻底删除', 'Purge'),
  purgeCount: label('彻底删除 {{count}} 个', 'Purge {{count}}'),
  restored: label('已恢复 {{count}} 个{{object}}', '{{count}} restored: {{object}}'),
  purged: label('已彻底删除 {{count}} 个{{object}}', '{{count}} purged: {{object}}'),
  partly: label('{{done}} 个成功，{{failed}} 个没成：{{reason}}', '{{done}} done, {{failed}} not: {{reason}}'),
  purgeTitle: label('彻底删除 {{count}} 个{{object}}？', 'Purge {{count}} ({{object}})?'),
  purgeText: label('连同它们的跟进、批注和附件一起删除，', 'Their follow-ups, comments and attachments go with them. '),
  purgeNever: label('不能恢复。', 'This cannot be undone. '),
  purgeStays: label('操作日志里留下一行：谁、何时、删了什么。', 'One line stays in the log: who, when, what.'),
  all: label('全选', 'Select all'),
  select: label('选择 {{name}}', 'Select {{name}}'),
  chosen: label('已选 {{count}} 个', '{{count}} selected'),
  count: label('{{count}} 个', '{{count}}'),
  unnamed: label('（没有名称）', '(without a name)'),
})
