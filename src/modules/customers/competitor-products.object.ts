import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { url } from '../../fields/url/url.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { competitorAccess } from './competitors.object.ts'

/** 竞品 (J8): what a competitor sells, beside ours. */
export const competitorProducts = defineObject('competitor-products', label('竞品', 'Competing product'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 200, search: true, sortable: true }),
    competitorId: reference({ zh: '竞争对手', en: 'Competitor', to: 'competitors', required: true }),
    productId: reference({ zh: '我方产品', en: 'Our product', to: 'products' }),
    price: money({ zh: '参考价', en: 'Their price', min: 0, sortable: true }),
    features: longText({ zh: '特点', en: 'Features', max: 5000 }),
    better: longText({ zh: '比我们强', en: 'Better than ours', max: 5000 }),
    worse: longText({ zh: '比我们弱', en: 'Worse than ours', max: 5000 }),
    website: url({ zh: '网址', en: 'Website' }),
  },
  traits: { attachable: true, importable: true, exportable: true, searchable: true, recyclable: true },
  access: competitorAccess,
  title: 'name',
  list: ['name', 'competitorId', 'productId', 'price', 'better', 'worse', 'updatedAt'],
  sort: 'name',
  form: [
    {
      label: label('竞品', 'Competing product'),
      fields: ['name', 'competitorId', 'productId', 'price', 'features', 'better', 'worse', 'website'],
    },
  ],
  indexes: [['competitorId', 'name'], ['productId']],
})
