import { choice } from '../../fields/choice/choice.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'

/** 级别 (A2). */
export const levelOptions = ['A', 'B', 'C', 'D'].map((key) => ({ key, zh: key, en: key }))

/** Where a customer comes from, as a tree (W4). */
export const sourceOptions = [
  { key: 'publicity', zh: '市场宣传', en: 'Publicity' },
  { key: 'website', zh: '官网', en: 'Website', parent: 'publicity' },
  { key: 'exhibition', zh: '展会', en: 'Exhibition', parent: 'publicity' },
  { key: 'advertisement', zh: '广告', en: 'Advertisement', parent: 'publicity' },
  { key: 'development', zh: '主动开发', en: 'Own search' },
  { key: 'call', zh: '电话开发', en: 'Cold call', parent: 'development' },
  { key: 'visit', zh: '陌生拜访', en: 'Cold visit', parent: 'development' },
  { key: 'directory', zh: '名录', en: 'Directory', parent: 'development' },
  { key: 'introduction', zh: '介绍', en: 'Introduction' },
  { key: 'referral', zh: '转介绍', en: 'Referral', parent: 'introduction' },
  { key: 'partner', zh: '合作伙伴', en: 'Partner', parent: 'introduction' },
  { key: 'network', zh: '商业联系', en: 'Business connections' },
  { key: 'government', zh: '政府部门', en: 'Government', parent: 'network' },
  { key: 'association', zh: '行业协会', en: 'Trade association', parent: 'network' },
  { key: 'chamber', zh: '商会', en: 'Chamber of commerce', parent: 'network' },
  { key: 'expert', zh: '专家、权威人士', en: 'Expert', parent: 'network' },
  { key: 'peer', zh: '同行销售', en: 'Salesperson of another company', parent: 'network' },
  { key: 'other', zh: '其他', en: 'Other' },
]

export const sourcesOfNetwork: readonly string[] = sourceOptions
  .filter((option) => option.key === 'network' || option.parent === 'network')
  .map((option) => option.key)

/** What kind of customer it is (B7): its class, its nature with what belongs to each, its product line. */
export const profileFields = {
  class: choice({
    zh: '分类',
    en: 'Class',
    sortable: true,
    options: [
      { key: 'endCustomer', zh: '最终客户', en: 'End customer' },
      { key: 'distributor', zh: '分销商', en: 'Distributor' },
      { key: 'prospect', zh: '潜在客户', en: 'Prospect' },
    ],
    aliases: ['客户分类', '客户类型'],
  }),
  agencyRegion: region({ zh: '代理区域', en: 'Agency region', showWhen: { field: 'class', in: ['distributor'] } }),
  agencyLevel: choice({
    zh: '代理级别',
    en: 'Agency level',
    showWhen: { field: 'class', in: ['distributor'] },
    options: [
      { key: 'general', zh: '总代理', en: 'General agent' },
      { key: 'first', zh: '一级代理', en: 'First tier' },
      { key: 'second', zh: '二级代理', en: 'Second tier' },
    ],
  }),
  usage: text({ zh: '用途', en: 'Used for', max: 300, showWhen: { field: 'class', in: ['endCustomer'] } }),
  currentSupplier: text({
    zh: '现用供应商',
    en: 'Present supplier',
    max: 200,
    showWhen: { field: 'class', in: ['prospect', 'endCustomer'] },
  }),
  nature: choice({
    zh: '客户性质',
    en: 'Nature',
    options: [
      { key: 'government', zh: '政府采购', en: 'Government procurement' },
      { key: 'affiliate', zh: '特殊关联公司', en: 'Related company' },
      { key: 'company', zh: '普通公司', en: 'Company' },
      { key: 'individual', zh: '个人', en: 'Individual' },
      { key: 'partner', zh: '合作伙伴', en: 'Partner' },
      { key: 'association', zh: '协会、商会', en: 'Association' },
    ],
  }),
  procurementMethod: choice({
    zh: '采购方式',
    en: 'Procurement method',
    showWhen: { field: 'nature', in: ['government'] },
    options: [
      { key: 'openTender', zh: '公开招标', en: 'Open tender' },
      { key: 'invitedTender', zh: '邀请招标', en: 'Invited tender' },
      { key: 'negotiation', zh: '竞争性谈判', en: 'Competitive negotiation' },
      { key: 'inquiry', zh: '询价', en: 'Request for quotation' },
      { key: 'singleSource', zh: '单一来源', en: 'Single source' },
    ],
  }),
  affiliation: text({
    zh: '关联关系',
    en: 'Affiliation',
    max: 200,
    showWhen: { field: 'nature', in: ['affiliate'] },
  }),
  occupation: text({ zh: '职业', en: 'Occupation', max: 100, showWhen: { field: 'nature', in: ['individual'] } }),
  cooperation: text({ zh: '合作方式', en: 'Cooperation', max: 200, showWhen: { field: 'nature', in: ['partner'] } }),
  productLine: choice({
    zh: '产品线',
    en: 'Product line',
    sortable: true,
    tracked: true,
    options: [
      { key: 'main', zh: '主营产品', en: 'Main products' },
      { key: 'service', zh: '服务', en: 'Services' },
      { key: 'other', zh: '其他', en: 'Other' },
    ],
  }),
} as const
