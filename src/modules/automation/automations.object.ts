import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const keep = 'read create update delete'

/** 自动化 (P2, P4): when something happens to a record that satisfies a condition, then steps follow by themselves. */
export const automations = defineObject('automations', label('自动化', 'Automation'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, search: true, sortable: true, unique: true }),
    object: text({ zh: '对象', en: 'Object', required: true, max: 80, sortable: true }),
    trigger: choice({
      zh: '何时',
      en: 'When',
      required: true,
      default: 'created',
      options: [
        { key: 'created', zh: '新建后', en: 'It is created' },
        { key: 'changed', zh: '字段变化时', en: 'A field changes' },
        { key: 'date', zh: '到日期时', en: 'A date comes' },
      ],
    }),
    field: text({
      zh: '字段',
      en: 'Field',
      max: 80,
      help: label('变化的字段，或日期字段', 'Which changes, or which holds the date'),
    }),
    days: integer({
      zh: '提前或推后（天）',
      en: 'Days before or after',
      min: -365,
      max: 365,
      default: 0,
      help: label('负数是提前', 'Before it, if negative'),
    }),
    condition: json({ zh: '条件', en: 'Condition' }),
    steps: json({ zh: '步骤', en: 'Steps', required: true }),
    active: boolean({ zh: '启用', en: 'In use', default: false, tracked: true }),
  },
  traits: { organisation: true, recyclable: true },
  access: [grant('administrator', `${keep} purge`, 'all'), grant('operations', keep, 'all')],
  title: 'name',
  list: ['name', 'object', 'trigger', 'field', 'active', 'updatedAt'],
  sort: 'name',
  form: [
    { label: label('何时', 'When'), fields: ['name', 'object', 'trigger', 'field', 'days', 'condition', 'active'] },
    { label: label('然后', 'Then'), fields: ['steps'] },
  ],
})
