import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { percent } from '../../fields/percent/percent.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, type Grant, grant } from '../../model/object.ts'

const settings: readonly Grant[] = [
  grant('administrator', 'read create update delete', 'all'),
  grant('operations', 'read create update delete', 'all'),
  grant('crmSupervisor', 'read create update delete', 'all'),
  ...[
    'rep',
    'manager',
    'director',
    'finance',
    'service',
    'marketing',
    'preSales',
    'intern',
    'seniorOrderTracker',
    'callCentre',
    'customerSpecialist',
    'dataKeeper',
    'partner',
  ].map((role) => grant(role, 'read', 'all')),
]

/** 销售流程 (D17): one way from the first interest to the signature; a company may have several. */
export const pipelines = defineObject('pipelines', label('销售流程', 'Pipeline'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 80, unique: true, sortable: true }),
    isDefault: boolean({ zh: '默认', en: 'Default', default: false }),
  },
  traits: { recyclable: true },
  access: settings,
  title: 'name',
  list: ['name', 'isDefault'],
  sort: 'name',
  form: [{ label: label('流程', 'Pipeline'), fields: ['name', 'isDefault'] }],
  tabs: ['stages.pipelineId'],
})

/** What a stage may ask of an opportunity before it is entered. */
export const demandable = ['contactId', 'amount', 'expectedSigningOn', 'note', 'competitorId', 'needs'] as const

/** 销售阶段 (D11, D17): its probability, what it needs, how long an opportunity may stand in it. */
export const stages = defineObject('stages', label('销售阶段', 'Stage'), {
  fields: {
    pipelineId: reference({ zh: '流程', en: 'Pipeline', to: 'pipelines', required: true }),
    name: text({ zh: '阶段', en: 'Stage', required: true, max: 60 }),
    position: integer({ zh: '次序', en: 'Position', required: true, min: 1, max: 99, sortable: true }),
    probability: percent({ zh: '赢单率', en: 'Probability', required: true }),
    staleDays: integer({ zh: '停留几天算停滞', en: 'Days until stale', min: 1, max: 730 }),
    requires: multiChoice({
      zh: '进入前必填',
      en: 'Needed before it',
      options: [
        { key: demandable[0], zh: '联系人', en: 'Contact' },
        { key: demandable[1], zh: '金额', en: 'Amount' },
        { key: demandable[2], zh: '预计签约', en: 'Expected signing' },
        { key: demandable[3], zh: '立项说明', en: 'Note' },
        { key: demandable[4], zh: '竞争对手', en: 'Competitor' },
        { key: demandable[5], zh: '客户需求', en: 'Needs' },
      ],
    }),
    guide: longText({ zh: '引导问题', en: 'Guide questions', max: 3000 }),
  },
  traits: { recyclable: true },
  access: settings,
  title: 'name',
  list: ['name', 'pipelineId', 'position', 'probability', 'staleDays', 'requires'],
  sort: 'position',
  form: [
    {
      label: label('阶段', 'Stage'),
      fields: ['pipelineId', 'name', 'position', 'probability', 'staleDays', 'requires', 'guide'],
    },
  ],
  indexes: [['pipelineId', 'position']],
})

/** 丢单原因 (J11). */
export const lostReasons = defineObject('lost-reasons', label('丢单原因', 'Lost reason'), {
  fields: {
    name: text({ zh: '原因', en: 'Reason', required: true, max: 80, unique: true, sortable: true }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'active',
      options: [
        { key: 'active', zh: '可选', en: 'Offered' },
        { key: 'retired', zh: '停用', en: 'Retired' },
      ],
    }),
  },
  traits: { recyclable: true },
  access: settings,
  title: 'name',
  list: ['name', 'status'],
  sort: 'name',
  form: [{ label: label('原因', 'Reason'), fields: ['name', 'status'] }],
})
