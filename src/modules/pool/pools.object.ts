import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { references } from '../../fields/references/references.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { staffRoles } from '../org/roles.rules.ts'

/** 公海: where customers without an owner lie, who may claim there, and the clocks of those owned out of it (F2, F6, F12, F13). */
export const pools = defineObject('pools', label('公海', 'Pool'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, sortable: true }),
    isDefault: boolean({
      zh: '默认公海',
      en: 'Default pool',
      default: false,
      help: label('没有指定公海时，客户进入这里', 'Where customers go when no pool is named'),
    }),
    memberIds: references({ zh: '成员', en: 'Members', to: 'employees', default: [] }),
    memberDepartmentIds: references({
      zh: '成员部门',
      en: 'Member departments',
      to: 'departments',
      default: [],
      help: label('含下级部门', 'With the departments below'),
    }),
    adminIds: references({ zh: '管理员', en: 'Admins', to: 'employees', default: [] }),
    dailyClaims: integer({ zh: '每日领取上限', en: 'Claims a day', min: 0, max: 1000 }),
    daysWithoutFollowUp: integer({ zh: '未跟进天数', en: 'Days without follow-up', min: 1, max: 3650 }),
    daysWithoutDeal: integer({ zh: '未成交天数', en: 'Days without deal', min: 1, max: 3650 }),
    byLevel: json({ zh: '按级别', en: 'By level', default: {} }),
    byClass: json({ zh: '按分类', en: 'By class', default: {} }),
    byProductLine: json({ zh: '按产品线', en: 'By product line', default: {} }),
    warnDays: integer({ zh: '提前提醒天数', en: 'Warning days', min: 0, max: 90, default: 7 }),
    previousOwnerCooldownDays: integer({
      zh: '前负责人冷却天数',
      en: 'Previous owner cool-down, days',
      min: 0,
      max: 3650,
      default: 0,
    }),
    priorityHours: integer({
      zh: '前负责人优先小时',
      en: 'Priority of the previous owner, hours',
      min: 0,
      max: 8760,
      default: 0,
      help: label('回收后这段时间只有前负责人能领取', 'After recycling only the previous owner may claim for so long'),
    }),
    afterRecycle: choice({
      zh: '到期以后',
      en: 'When protection ends',
      default: 'open',
      options: [
        { key: 'open', zh: '进公海，开放领取', en: 'Into the pool, open to claims' },
        { key: 'original', zh: '还给上一位负责人', en: 'Back to the owner before' },
        { key: 'extend', zh: '先自动延保一次', en: 'Extended once by itself' },
      ],
    }),
    extendDays: integer({ zh: '延保天数', en: 'Days of extension', min: 1, max: 365 }),
    newInPoolCooldownHours: integer({
      zh: '新入池冷却小时',
      en: 'New in pool cool-down, hours',
      min: 0,
      max: 8760,
      default: 0,
    }),
    maskedFields: multiChoice({
      zh: '掩码字段',
      en: 'Masked fields',
      default: ['phone', 'phones', 'email', 'emails'],
      options: [
        { key: 'phone', zh: '电话', en: 'Phone' },
        { key: 'phones', zh: '其他电话', en: 'Other phones' },
        { key: 'email', zh: '邮箱', en: 'E-mail' },
        { key: 'emails', zh: '其他邮箱', en: 'Other e-mails' },
        { key: 'name', zh: '联系人姓名', en: 'Contact name' },
        { key: 'address', zh: '地址', en: 'Address' },
        { key: 'website', zh: '网址', en: 'Website' },
        { key: 'creditCode', zh: '信用代码', en: 'Credit code' },
      ],
    }),
    capacity: integer({ zh: '池内库容', en: 'Capacity within the pool', min: 0, max: 100000 }),
  },
  traits: { organisation: true },
  access: [
    ...staffRoles.map((role) => grant(role, 'read', 'all')),
    grant('administrator', 'read create update delete manage deal-out', 'all'),
    grant('operations', 'read create update manage deal-out', 'all'),
    grant('crmSupervisor', 'read update manage deal-out', 'all'),
    grant('manager', 'read deal-out', 'all'),
    grant('director', 'read deal-out', 'all'),
  ],
  title: 'name',
  list: [
    'name',
    'isDefault',
    'daysWithoutFollowUp',
    'daysWithoutDeal',
    'dailyClaims',
    'previousOwnerCooldownDays',
    'newInPoolCooldownHours',
  ],
  sort: 'name',
  form: [
    { label: label('公海', 'Pool'), fields: ['name', 'isDefault', 'memberDepartmentIds', 'memberIds', 'adminIds'] },
    {
      label: label('保护与回收', 'Protection'),
      fields: [
        'daysWithoutFollowUp',
        'daysWithoutDeal',
        'byLevel',
        'byClass',
        'byProductLine',
        'warnDays',
        'afterRecycle',
        'extendDays',
      ],
    },
    {
      label: label('领取', 'Claiming'),
      fields: [
        'dailyClaims',
        'previousOwnerCooldownDays',
        'newInPoolCooldownHours',
        'priorityHours',
        'capacity',
        'maskedFields',
      ],
    },
  ],
})
