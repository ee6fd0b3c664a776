import { label } from '../../model/label.ts'
import type { ObjectDef } from '../../model/object.ts'
import { signedBlocks } from './customers.rules.ts'

/** The sections of a customer's form and file, in their order. */
export const customerForm: ObjectDef['form'] = [
  {
    label: label('基本', 'Basics'),
    fields: ['name', 'shortName', 'formerName', 'creditCode', 'phone', 'level', 'source', 'introducerId'],
  },
  {
    label: label('分类', 'Classification'),
    fields: [
      'class',
      'agencyRegion',
      'agencyLevel',
      'usage',
      'currentSupplier',
      'industry',
      'region',
      'productLine',
      'lifecycle',
      'expectedPurchaseOn',
      'dealStatus',
      'tradeStatus',
      'dealerId',
      'groupId',
      'isKey',
      'completenessTarget',
    ],
  },
  {
    label: label('价值与交易现状', 'Value and trading'),
    fields: ['customerValues', ...signedBlocks],
  },
  {
    label: label('成交', 'Trade'),
    fields: [
      'firstOrderOn',
      'lastOrderOn',
      'orderCount',
      'salesTotal',
      'grossProfit',
      'receivedTotal',
      'receivable',
      'averageCycleDays',
      'nextPurchaseOn',
    ],
  },
  {
    label: label('信用', 'Credit'),
    fields: ['creditLevel', 'creditLimit', 'creditDays', 'creditMode', 'tradeTerms', 'reputation', 'publicImage'],
  },
  {
    label: label('性质', 'Nature'),
    fields: ['nature', 'procurementMethod', 'affiliation', 'occupation', 'cooperation'],
  },
  {
    label: label('联系方式', 'Contact details'),
    fields: ['phones', 'email', 'emails', 'website', 'address', 'placeId', 'postcode'],
  },
  { label: label('备注', 'Remark'), fields: ['remark'] },
]
