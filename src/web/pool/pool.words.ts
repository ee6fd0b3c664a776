import { label } from '../../model/label.ts'
import { reasonText } from '../../model/reason.ts'
import { defineWords } from '../words.ts'

export const poolWords = defineWords('pool', {
  use: label('使用情况', 'Use'),
  title: label('公海', 'Public pool'),
  pools: label('公海', 'Pools'),
  noPools: label('你不在任何公海里', 'You are in no pool'),
  noPoolsText: label('让管理员把你或你的部门加进一个公海', 'Ask an administrator to add you or your department to one'),
  claimsLeft: label('今日可领', 'Claims left today'),
  capacity: label('库容', 'Capacity'),
  revealsLeft: label('今日可查看', 'Views left today'),
  inPool: label('公海客户', 'In this pool'),
  ofLimit: label('/ {{limit}} 个', 'of {{limit}}'),
  ofLimitExcluded: label('/ {{limit}}，已成交 {{excluded}} 个不计', 'of {{limit}}, {{excluded}} dealt not counted'),
  unlimited: label('不限', 'no limit'),
  onlyClaimable: label('只看现在可领', 'Claimable now'),
  search: label('名称、拼音、电话', 'Name, pinyin or phone'),
  sortPooled: label('入池时间', 'Time in pool'),
  sortComplete: label('完整度', 'Completeness'),
  sortLevel: label('级别', 'Level'),
  sortFollowUps: label('历史跟进', 'Follow-ups'),
  sortBy: label('排序', 'Sort'),
  customer: label('客户', 'Customer'),
  region: label('地区', 'Region'),
  phone: label('电话（已掩码）', 'Phone (masked)'),
  completeness: label('完整度', 'Completeness'),
  entered: label('入池 · 原因', 'In pool · why'),
  followUps: label('历史跟进', 'Follow-ups'),
  claim: label('领取', 'Claim'),
  select: label('选择 {{name}}', 'Select {{name}}'),
  selectAll: label('选择已载入的全部', 'Select all that is loaded'),
  foot: label(
    '没有按钮的现在不能领取，点开可看是哪条规则、何时放开',
    'Where there is no button, open the row to see the rule and when it opens',
  ),
  more: label('再看 {{count}} 个', '{{count}} more'),
  loadMore: label('继续载入', 'Load more'),
  empty: label('这个公海里没有客户', 'This pool is empty'),
  emptyText: label('退回或回收的客户会出现在这里', 'Released and recycled customers appear here'),
  emptyFilter: label('没有符合的客户', 'No match'),
  emptyFilterText: label('去掉条件再看', 'Remove the conditions and look again'),
  blockedMember: label('你不是这个公海的成员，不能领取', 'You are not a member of this pool and cannot claim from it'),
  blockedDaily: label('今天的领取次数用完了，明天再来', 'No claims are left today; come back tomorrow'),
  blockedCapacity: label('库容已满，现在一个也不能领', 'Your capacity is full; nothing can be claimed now'),
  clear: label('去掉条件', 'Remove conditions'),
  toMine: label('看我的客户', 'See my customers'),
  failed: label('公海没能载入', 'The pool did not load'),
  selected: label('已选 {{count}} 个', '{{count}} selected'),
  claimable: label('{{count}} 个可领', '{{count}} claimable'),
  claimMany: label('领取 {{count}} 个', 'Claim {{count}}'),
  assign: label('分配', 'Assign'),
  unselect: label('取消选择', 'Unselect'),
  cannotClaim: label('现在不能领取', 'Not claimable now'),
  why: label('看原因', 'See why'),
  contacts: label('联系人', 'Contacts'),
  maskedNote: label('公海中掩码', 'masked in the pool'),
  noContacts: label('没有联系人', 'No contacts'),
  revealNote: label('每次查看都会记录姓名、时间和用途', 'Each view records name, time and purpose'),
  revealNoteLeft: label(
    '每次查看都会记录姓名、时间和用途；今天还可看 {{count}} 个',
    'Each view records name, time and purpose; {{count}} left today',
  ),
  owners: label('归属经过', 'Ownership'),
  noOwners: label('还没有人负责过', 'Nobody has owned it'),
  open: label('打开', 'Open'),
  writeNext: label('写跟进', 'Follow up'),
  claimedName: label('已领取 {{name}}', 'Claimed {{name}}'),
  complete: label('完整 {{value}}%', '{{value}}% complete'),
  policy: label('规则 v{{version}}', 'Rules v{{version}}'),
})

const causes = {
  recycle: label('系统回收', 'Recycled by the system'),
  release: label('退回', 'Released'),
  import: label('导入公海', 'Imported'),
  create: label('新建到公海', 'Created here'),
  'hand-over': label('离职移交', 'Handed over'),
  'move-pool': label('从另一公海移来', 'Moved here'),
} as const

/** How a customer came into the pool, with the reason given. */
export const causeText = (cause: unknown, reason: unknown, locale: 'zh' | 'en'): string => {
  const said = causes[String(cause) as keyof typeof causes]?.[locale] ?? ''
  const why = typeof reason === 'string' ? reasonText(reason, locale) : ''
  if (said === '') return why
  if (why === '') return said
  return cause === 'recycle' ? why : locale === 'zh' ? `${said}：${why}` : `${said}: ${why}`
}
