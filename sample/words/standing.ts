import { weigh } from '../random.ts'

/** Who else sells to the same customers; nobody's real name. */
export const competitorNames = [
  ['北辰伺服', '价格低两成，现货多', '大功率段缺货，没有本地服务'],
  ['联拓自动化', '方案打包，能垫资', '调试周期长，二次开发要加钱'],
  ['东屿电气', '品牌老，设计院认', '交期十二周起'],
  ['科朗工控', '软件好用，工程师口碑好', '价格高三成'],
  ['恒砺机电', '本地仓，当天送', '产品线窄，没有机器人'],
  ['明拓集成', '与客户高层熟', '自己不做产品，售后推来推去'],
] as const

export const valued = [
  '看重交期和备件，停线一天损失二十多万',
  '看重长期稳定，宁可贵一点也不换牌子',
  '看重总成本：电费、维护、停机都算进去',
  '看重本地服务，要求四小时到现场',
  '看重价格，每次都要三家比',
  '看重技术支持，希望一起做样机',
  '看重付款条件，账期要到九十天',
]
export const activities = [
  '每月拜访一次，季度做一次技术交流',
  '主要走老客户转介绍，去年两次带人来看厂',
  '配合设备改造做方案，暂无整线采购',
  '年度框架已签，按订单供货',
]
export const problems = [
  '报价总比对手晚两天',
  '现场工程师不够，调试排队',
  '账期拖到九十天以上',
  '设备部支持，采购只看价格',
]
export const strengths = [
  '样机测试数据最好',
  '本地仓备件全，响应快',
  '与设备部合作六年，信任度高',
  '能按节拍给整线方案',
]
export const strategies = [
  '先拿下二期的传动部分，再谈机器人',
  '请总监出面见总经理，定年度框架',
  '用备件协议换账期缩短',
  '带客户去看同行业样板线',
]
export const reputations = ['说到做到', '口碑好，同行都愿意合作', '一般，偶有扯皮', '承诺常打折扣']
export const images = ['本地龙头，上过省级专精特新名单', '中型规模，管理规范', '家族企业，发展快', '老厂搬迁中']
export const terms = ['月结 30 天', '月结 60 天', '货到 30 天付 90%，留 10% 质保', '款到发货', '预付 30%，验收付清']
export const credits = weigh([
  ['excellent', 18],
  ['good', 46],
  ['fair', 28],
  ['poor', 8],
] as const)
export const incidents = [
  ['货款拖欠 45 天，催了三次才付', 'latePayment'],
  ['质保金到期不退，扣着谈价', 'dispute'],
  ['合同签了又改数量，少提一半货', 'breach'],
  ['以验收没过为由压款两个月', 'dispute'],
  ['尾款三万多拖了一年', 'latePayment'],
] as const
export const uses = ['装配线', '焊接工作站', '码垛和上下料', '包装线', '检测台', '机床改造']
export const units = ['台', '套', '只', '轴'] as const
export const needNotes = [
  '二期产线要用，年底前定型号',
  '旧设备改造，只换驱动部分',
  '先要两套做样机，测过再批量',
  '和现有 PLC 要能通讯',
  '要求带安全功能，过客户审厂',
]
export const educations = weigh([
  ['secondary', 6],
  ['college', 30],
  ['bachelor', 50],
  ['master', 13],
  ['doctor', 1],
] as const)
export const ethnicities = weigh([
  ['汉族', 92],
  ['回族', 2],
  ['满族', 2],
  ['土家族', 1],
  ['壮族', 2],
  ['畲族', 1],
] as const)
export const families = ['一儿一女', '儿子读高三', '女儿刚上小学', '父母同住', '单身', '双胞胎刚两岁']
export const habits = ['早上七点半到厂', '不喝酒', '只用微信不接生电话', '中午必睡半小时', '周六上午在办公室']
export const hobbies = ['钓鱼', '羽毛球', '摄影', '喝茶', '长跑', '爬山', '书法', '看球']
export const styles = ['driver', 'expressive', 'amiable', 'analytical'] as const
