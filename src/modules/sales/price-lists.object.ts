import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { decimal } from '../../fields/decimal/decimal.ts'
import { lines } from '../../fields/lines/lines.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { profileFields } from '../customers/profile.object.ts'
import { currency } from './documents.rules.ts'

/** 价格表 (I14): prices for a time and a class of customers; a change counts for what is written afterwards. */
export const priceLists = defineObject('price-lists', label('价格表', 'Price list'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 100, sortable: true }),
    currency,
    validFrom: date({ zh: '生效日', en: 'Valid from', required: true, sortable: true }),
    validTo: date({ zh: '失效日', en: 'Valid to' }),
    customerClass: choice({
      zh: '适用客户',
      en: 'For customers',
      options: profileFields.class.options as { key: string; zh: string; en: string }[],
    }),
    lines: lines({
      zh: '价格',
      en: 'Prices',
      max: 2000,
      columns: {
        productId: reference({ zh: '产品', en: 'Product', to: 'products', required: true }),
        minQuantity: decimal({ zh: '起订量', en: 'From quantity', min: 0, scale: 4, default: '0' }),
        price: money({ zh: '含税单价', en: 'Price', min: 0, required: true }),
      },
    }),
  },
  traits: { exportable: true, recyclable: true, approvable: true },
  access: [
    grant('administrator', 'read create update delete export purge', 'all'),
    grant('operations', 'read create update delete export purge', 'all'),
    grant('finance', 'read create update export', 'all'),
    ...['rep', 'manager', 'director', 'seniorOrderTracker', 'preSales', 'crmSupervisor'].map((role) =>
      grant(role, 'read', 'all'),
    ),
  ],
  title: 'name',
  list: ['name', 'currency', 'customerClass', 'validFrom', 'validTo', 'lines'],
  sort: '-validFrom',
  form: [
    { label: label('价格表', 'Price list'), fields: ['name', 'currency', 'customerClass', 'validFrom', 'validTo'] },
    { label: label('价格', 'Prices'), fields: ['lines'] },
  ],
})
