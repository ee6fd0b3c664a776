import { choice } from '../../fields/choice/choice.ts'
import { text } from '../../fields/text/text.ts'

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
  nature: choice({
    zh: '客户性质',
    en: 'Nature',
    options: [
      { key: 'government', zh: '政府采购', en: 'Government procurement' },
      { key: 'affiliate', zh: '特殊关联公司', en: 'Related company' },
      { key: 'company', zh: '普通公司', en: 'Company' },
      { key: 'individual', zh: '个人', en: 'Individual' },
      { key: 'partner', zh: '合作伙伴', en: 'Partner' },
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
