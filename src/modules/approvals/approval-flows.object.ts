import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { integer } from '../../fields/integer/integer.ts'
import { json } from '../../fields/json/json.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 审批流 (P1): drawn by an administrator; what runs finishes on the version it began with. */
export const approvalFlows = defineObject('approval-flows', label('审批流', 'Approval flow'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, search: true, sortable: true, unique: true }),
    object: text({ zh: '对象', en: 'Object', required: true, max: 80, sortable: true }),
    trigger: choice({
      zh: '何时',
      en: 'When',
      required: true,
      default: 'action',
      options: [
        { key: 'action', zh: '做某个动作时', en: 'An action' },
        { key: 'create', zh: '新建后', en: 'After creating' },
        { key: 'update', zh: '修改时', en: 'A change' },
      ],
    }),
    action: text({ zh: '动作', en: 'Action', max: 80 }),
    condition: json({
      zh: '条件',
      en: 'Condition',
      help: label('满足条件的记录才走审批；不填则都走', 'A filter: only records that satisfy it; all without one'),
    }),
    nodes: json({ zh: '节点', en: 'Nodes', required: true }),
    onEmpty: choice({
      zh: '找不到审批人时',
      en: 'When a node has nobody',
      default: 'administrators',
      options: [
        { key: 'administrators', zh: '转给管理员', en: 'Administrators decide' },
        { key: 'pass', zh: '自动通过', en: 'It passes' },
        { key: 'refuse', zh: '不能提交', en: 'It cannot be submitted' },
      ],
    }),
    onSame: choice({
      zh: '同一人重复出现时',
      en: 'When somebody stands at several nodes',
      default: 'once',
      options: [
        { key: 'once', zh: '只审一次', en: 'Asked once' },
        { key: 'consecutive', zh: '连续的只审一次', en: 'Not twice in a row' },
        { key: 'each', zh: '每次都审', en: 'Asked each time' },
      ],
    }),
    onSelf: choice({
      zh: '审批人是提交人时',
      en: 'When whoever asks would decide',
      default: 'superior',
      options: [
        { key: 'superior', zh: '由上级审', en: 'The superior decides' },
        { key: 'skip', zh: '自动跳过', en: 'Passed over' },
        { key: 'decide', zh: '自己审', en: 'Decides all the same' },
      ],
    }),
    position: integer({ zh: '次序', en: 'Order', default: 100, min: 0, max: 10_000, sortable: true }),
    active: boolean({ zh: '启用', en: 'In use', default: false, tracked: true }),
  },
  traits: { organisation: true, recyclable: true },
  access: [
    grant('everyone', 'read', 'all'),
    grant('administrator', 'read create update delete purge', 'all'),
    grant('operations', 'read create update delete', 'all'),
  ],
  title: 'name',
  list: ['name', 'object', 'trigger', 'action', 'active', 'position', 'updatedAt'],
  sort: 'position',
  form: [
    {
      label: label('触发', 'Begins'),
      fields: ['name', 'object', 'trigger', 'action', 'condition', 'active', 'position'],
    },
    { label: label('流程', 'Flow'), fields: ['nodes', 'onEmpty', 'onSame', 'onSelf'] },
  ],
})
