import { choice } from '../../fields/choice/choice.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, type Grant, grant } from '../../model/object.ts'
import { costReaders, taxRate } from './documents.rules.ts'

const keep = 'read create update delete export import'

const catalogueAccess: readonly Grant[] = [
  grant('administrator', `${keep} purge`, 'all'),
  grant('operations', `${keep} purge`, 'all'),
  grant('crmSupervisor', `${keep} purge`, 'all'),
  grant('finance', 'read update export', 'all'),
  ...[
    'rep',
    'manager',
    'director',
    'seniorOrderTracker',
    'intern',
    'preSales',
    'service',
    'marketing',
    'callCentre',
    'partner',
  ].map((role) => grant(role, 'read', 'all')),
]

/** 产品分类 (J4): a tree. */
export const productCategories = defineObject('product-categories', label('产品分类', 'Product category'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 80, sortable: true }),
    parentId: reference({ zh: '上级分类', en: 'Parent', to: 'product-categories' }),
  },
  traits: { importable: true, exportable: true, recyclable: true },
  access: catalogueAccess,
  title: 'name',
  list: ['name', 'parentId'],
  sort: 'name',
  form: [{ label: label('分类', 'Category'), fields: ['name', 'parentId'] }],
  indexes: [['parentId', 'name']],
})

/** 产品 (J3, J5): the master record that quotes, contracts and orders are made of. */
export const products = defineObject('products', label('产品', 'Product'), {
  fields: {
    code: text({
      zh: '编码',
      en: 'Code',
      required: true,
      max: 60,
      unique: true,
      search: true,
      sortable: true,
      aliases: ['产品编码', '货号', '型号'],
    }),
    name: text({
      zh: '名称',
      en: 'Name',
      required: true,
      max: 200,
      search: true,
      sortable: true,
      aliases: ['产品名称', '品名'],
    }),
    categoryId: reference({ zh: '分类', en: 'Category', to: 'product-categories' }),
    specification: text({ zh: '规格', en: 'Specification', max: 300, aliases: ['规格型号'] }),
    unit: text({ zh: '单位', en: 'Unit', max: 20, default: '件', aliases: ['计量单位'] }),
    price: money({
      zh: '标准价（含税）',
      en: 'Price with tax',
      min: 0,
      required: true,
      aliases: ['单价', '标准价', '价格'],
      tracked: true,
    }),
    cost: money({
      zh: '成本',
      en: 'Cost',
      min: 0,
      readableBy: costReaders,
      writableBy: ['administrator', 'operations', 'finance', 'crmSupervisor'],
      aliases: ['成本价'],
      tracked: true,
    }),
    taxRate: taxRate({ default: '13' }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'active',
      options: [
        { key: 'active', zh: '在售', en: 'Active', color: 'green' },
        { key: 'retired', zh: '停售', en: 'Retired', color: 'grey' },
      ],
    }),
    description: longText({ zh: '说明', en: 'Description', max: 5000 }),
  },
  traits: {
    attachable: true,
    importable: true,
    exportable: true,
    searchable: true,
    recyclable: true,
    approvable: true,
  },
  access: catalogueAccess,
  title: 'name',
  list: ['code', 'name', 'categoryId', 'specification', 'unit', 'price', 'cost', 'taxRate', 'status'],
  sort: 'code',
  form: [
    { label: label('产品', 'Product'), fields: ['code', 'name', 'categoryId', 'specification', 'unit', 'status'] },
    { label: label('价格', 'Price'), fields: ['price', 'cost', 'taxRate'] },
    { label: label('说明', 'Description'), fields: ['description'] },
  ],
  indexes: [['categoryId', 'code']],
  views: [{ name: 'active', label: label('在售', 'Active'), filter: { status: 'active' } }],
})
