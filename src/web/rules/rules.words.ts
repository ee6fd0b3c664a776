import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const rulesWords = defineWords('rules', {
  title: label('保护规则', 'Protection rules'),
  inForce: label('现行规则 v{{version}}，{{at}}起生效', 'Rules v{{version}}, in force since {{at}}'),
  lead: label(
    '客户怎么受保护、何时回到公海、谁能领取。系统按这里写的执行，每次收回都注明依据',
    'How customers are protected, when they go back to a pool, and who may claim. The system acts by what stands here, and names the rule each time',
  ),
  change: label('修改规则', 'Change the rules'),
  duplicates: label('查重', 'Duplicates'),
  duplicatesText: label('从上往下，第一条符合的决定', 'The first that fits decides'),
  valid: label('怎样算有效跟进', 'What counts as a valid follow-up'),
  validKinds: label('方式是{{kinds}}。', 'It is of the kind {{kinds}}. '),
  validNoKind: label('没有一种方式算。', 'No kind counts. '),
  validLength: label(
    '内容不少于 {{count}} 个字（不算空格和标点）。',
    'It says at least {{count}} characters, spaces and punctuation aside. ',
  ),
  validCall: label('电话不短于 {{count}} 秒。', 'A call lasts at least {{count}} s. '),
  validGeneric: label('只写“{{texts}}”这类话的不算。', 'Saying only "{{texts}}" and the like does not count. '),
  ends: label('到期和收回', 'When protection ends'),
  days: label(
    '“N 天没有有效跟进”从归属或最近一次有效跟进（取较晚的）起算，“N 天没有成交”从归属起算，都到第 N 天的 23:59 为止。成交的、锁定的不收回，长期培育的从预计采购日起算。移到别的公海时，剩下的保护期最多保留 7 天，不会因此立刻到期。',
    'N days without a valid follow-up run from ownership or the last valid follow-up, the later of the two; N days without a deal from ownership; both to 23:59 of the Nth day. Dealt and locked customers are not taken back; for nurtured ones the days run from the expected purchase. A move to another pool leaves what protection was left, up to 7 days.',
  ),
  afterOriginal: label('到期先还给上一位负责人。', 'When it ends the customer goes back to the owner before. '),
  afterExtend: label('到期先自动延保 {{days}} 天，一次。', 'When it ends it is extended by {{days}} days, once. '),
  claim: label('领取', 'Claiming'),
  daily: label('每人每天最多领 {{count}} 个。', 'One person claims at most {{count}} a day. '),
  cooldown: label(
    '前负责人退回后 {{days}} 天内不能再领。',
    'The previous owner cannot claim again within {{days}} days. ',
  ),
  fresh: label('新入池 {{hours}} 小时内不开放领取。', 'It opens {{hours}} hours after it came into the pool. '),
  priority: label(
    '回收后 {{hours}} 小时内前负责人优先。',
    'For {{hours}} hours after recycling the previous owner comes first. ',
  ),
  subLimit: label(
    '从这里领的，一人最多同时持有 {{count}} 个。',
    'Of this pool one person holds at most {{count}} at a time. ',
  ),
  openToAll: label('成员随时可领。', 'Members may claim at any time. '),
  capacity: label('私海数量', 'How many one person may own'),
  capacityDefault: label('一般每人最多 {{count}} 个客户。', 'One person owns at most {{count}} customers. '),
  capacityNone: label('数量不限。', 'There is no limit. '),
  capacityRole: label('{{who}}：{{count}} 个。', '{{who}}: {{count}}. '),
  capacityMine: label('你自己：{{count}} 个。', 'You: {{count}}. '),
  excludes: label('{{states}}的不计。', '{{states}} ones are not counted. '),
  limits: label('其他', 'Also'),
  lock: label('一人最多锁定 {{count}} 个。', 'One person locks at most {{count}}. '),
  reveal: label(
    '一人一天最多查看 {{count}} 个掩码号码，每次都有记录。',
    'One person reveals at most {{count}} masked numbers a day, each one logged. ',
  ),
  view: label('一人一天最多打开 {{count}} 个公海客户。', 'One person opens at most {{count}} pooled customers a day. '),
  extension: label(
    '延保一次最多 {{days}} 天，每次归属最多 {{times}} 次，由经理批准。',
    'An extension is at most {{days}} days; at most {{times}} while owned; the manager decides. ',
  ),
  releaseNeeds: label('退回公海时要有{{fields}}', 'A release needs {{fields}}'),
  releaseRefuse: label('，缺了不让退回。', '; without them it is refused. '),
  releaseMark: label('，缺了会标记“不完整”。', '; without them it is marked incomplete. '),
  completeness: label('完整度 {{percent}}% 以上', 'a completeness of {{percent}} % or more'),
  toPool: label('打开公海', 'Open the pool'),
})
