import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const insightWords = defineWords('insight', {
  poolUse: label('公海使用情况', 'Use of the pool'),
  poolUseLead: label(
    '池里 {{inPool}} 个，{{phone}}% 有电话；近 {{weeks}} 周领取 {{claimed}} 个，其中 {{converted}} 个已成交',
    '{{inPool}} in the pool, {{phone}}% with a phone; {{claimed}} claimed in {{weeks}} weeks, {{converted}} of them have bought',
  ),
  inPool: label('池里', 'In the pool'),
  owned: label('已领走', 'Owned'),
  withPhone: label('有电话', 'With a phone'),
  incomplete: label('不完整', 'Incomplete'),
  fresh: label('7 天内入池', 'In for under 7 days'),
  week: label('周', 'Week'),
  weekOf: label('{{day}} 起', 'from {{day}}'),
  flow: label('进池 · 领走', 'In · out'),
  claimed: label('领取', 'Claimed'),
  refused: label('没领成', 'Refused'),
  released: label('退回', 'Released'),
  recycled: label('系统回收', 'Recycled'),
  converted: label('领后成交', 'Bought since'),
  spread: label('客户分布', 'Who has how many'),
  spreadLead: label('共 {{owned}} 个客户，{{idle}} 个久未联系', '{{owned}} customers, {{idle}} not contacted lately'),
  person: label('负责人', 'Owner'),
  customers: label('客户', 'Customers'),
  noLevel: label('未分级', 'No level'),
  idle: label('久未联系', 'Not contacted'),
  lapsing: label('七天内掉保', 'Lapsing'),
  left: label('已离职', 'left'),
  handOver: label('移交', 'Hand over'),
  none: label('名下没有客户', 'Nobody has a customer'),
  noneText: label('领取或分配以后，这里看得到分布', 'Once customers are claimed or assigned, they are counted here'),
})
