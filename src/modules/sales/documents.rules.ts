import { choice } from '../../fields/choice/choice.ts'
import { decimal } from '../../fields/decimal/decimal.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import type { FieldDef } from '../../model/field.ts'
import { type Grant, grant } from '../../model/object.ts'

/** Who sees what things cost us, and what is earned. */
export const costReaders = ['administrator', 'manager', 'director', 'operations', 'finance', 'crmSupervisor']

export const taxRate = (more: { readonly default?: string } = {}): FieldDef =>
  decimal({ zh: '税率 %', en: 'Tax rate %', min: 0, max: 100, scale: 2, aliases: ['税率'], ...more })

/** The lines of quotes, contracts and orders: prices are with tax; without one, that of the price list or product holds. */
export const productLines: Readonly<Record<string, FieldDef>> = {
  productId: reference({ zh: '产品', en: 'Product', to: 'products', required: true }),
  quantity: decimal({
    zh: '数量',
    en: 'Quantity',
    min: 0.0001,
    max: 999_999_999,
    scale: 4,
    required: true,
    default: '1',
  }),
  price: money({ zh: '含税单价', en: 'Price', min: 0, max: 999_999_999_999 }),
  discount: decimal({ zh: '折扣 %', en: 'Discount %', min: 0, max: 100, scale: 2 }),
  taxRate: taxRate(),
  amount: money({ zh: '金额', en: 'Amount', readOnly: true }),
  note: text({ zh: '备注', en: 'Note', max: 300 }),
}

/** Amounts a document is reckoned to; what it costs and earns is for few. */
export const reckoned: Readonly<Record<string, FieldDef>> = {
  total: money({ zh: '合计', en: 'Total', readOnly: true, derived: true, sortable: true }),
  tax: money({ zh: '其中税额', en: 'Tax', readOnly: true, derived: true }),
}

export const earned: Readonly<Record<string, FieldDef>> = {
  cost: money({ zh: '成本', en: 'Cost', readOnly: true, derived: true, readableBy: costReaders }),
  grossProfit: money({ zh: '毛利', en: 'Gross profit', readOnly: true, derived: true, readableBy: costReaders }),
}

export const voidReason = text({
  zh: '作废原因',
  en: 'Why void',
  max: 500,
  readOnly: true,
  showWhen: { field: 'status', in: ['void'] },
})

export const currency = choice({
  zh: '币种',
  en: 'Currency',
  required: true,
  default: 'CNY',
  options: [{ key: 'CNY', zh: '人民币', en: 'CNY' }],
})

/** Documents on a customer's file: read by all who may read the file, written by those who sell, settled by finance. */
export const documentAccess = (actions: string, settled = ''): readonly Grant[] => {
  const words = (...parts: string[]) => [...new Set(parts.join(' ').split(' '))].filter((part) => part !== '').join(' ')
  const work = words('read create update delete print', actions)
  const lead = words(work, 'export')
  return [
    grant('administrator', words(lead, settled, 'purge'), 'all'),
    grant('rep', work, 'member', 'visible'),
    grant('manager', lead, 'memberDepartment', 'visible'),
    grant('director', lead, 'all'),
    grant('operations', words(lead, settled), 'all'),
    grant('crmSupervisor', words(lead, settled, 'purge'), 'all'),
    grant('finance', words('read export print', settled), 'all'),
    grant('seniorOrderTracker', work, 'member', 'visible'),
    grant('intern', 'read', 'member', 'owned'),
    grant('preSales', 'read', 'member', 'visible'),
    grant('service', 'read', 'all'),
  ]
}
