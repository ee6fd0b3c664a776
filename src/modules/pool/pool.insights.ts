import { label } from '../../model/label.ts'
import { type Notice, type NoticeKind, notice, noticeKind } from '../../model/notice.ts'

/** What is told of ownership and protection. */
export const ownershipKinds: readonly NoticeKind[] = [
  noticeKind('assigned', label('分配', 'Assignments'), { on: ['email', 'push'] }),
  noticeKind('transferred', label('转移', 'Transfers'), { on: ['email', 'push'] }),
  noticeKind('recycled', label('系统回收', 'Recycling'), { on: ['email', 'push'] }),
  noticeKind('released', label('退回公海', 'Releases'), { on: ['push'] }),
  noticeKind('extended', label('延保', 'Extensions'), { on: [] }),
  noticeKind('approval', label('等我审批', 'To approve'), { urgent: true, on: ['email', 'push'] }),
  noticeKind('decided', label('审批结果', 'Decisions'), { on: ['email', 'push'] }),
]

/** Who hears that a record of this object changed hands, and of its protection (F7, F12, F16). */
export const ownershipNotices = (object: string): readonly Notice[] => [
  notice(object, 'assign', {
    kind: 'assigned',
    to: 'owner',
    title: label('{{actor}}把“{{record}}”分配给你', '{{actor}} assigned "{{record}}" to you'),
    group: label('{{actor}}把“{{record}}”分配给{{owner}}', '{{actor}} assigned "{{record}}" to {{owner}}'),
  }),
  notice(object, 'transfer', {
    kind: 'transferred',
    to: 'owner',
    title: label('{{actor}}把“{{record}}”转移给你', '{{actor}} transferred "{{record}}" to you'),
    group: label(
      '{{actor}}把“{{record}}”从{{previousOwner}}转移给{{owner}}',
      '{{actor}} transferred "{{record}}" from {{previousOwner}} to {{owner}}',
    ),
  }),
  notice(object, 'transfer', {
    kind: 'transferred',
    to: 'previousOwner',
    ofLoss: true,
    title: label('{{actor}}把你的“{{record}}”转移走了', '{{actor}} transferred "{{record}}" away from you'),
  }),
  notice(object, 'release', {
    kind: 'released',
    to: 'previousOwner',
    ofLoss: true,
    title: label('{{actor}}把你的“{{record}}”退回了公海', '{{actor}} released your "{{record}}" to the pool'),
    group: label(
      '{{actor}}把{{previousOwner}}的“{{record}}”退回了公海',
      '{{actor}} released "{{record}}" of {{previousOwner}} to the pool',
    ),
  }),
  notice(object, 'recycle', {
    kind: 'recycled',
    to: 'previousOwner',
    ofLoss: true,
    title: label('系统回收了“{{record}}”', 'The system recycled "{{record}}"'),
    group: label('系统回收了{{previousOwner}}的“{{record}}”', 'The system recycled "{{record}}" of {{previousOwner}}'),
  }),
  notice(object, 'return', {
    kind: 'recycled',
    to: 'previousOwner',
    ofLoss: true,
    title: label('系统把“{{record}}”还给了上一位负责人', 'The system gave "{{record}}" back to its owner before'),
  }),
  notice(object, 'return', {
    kind: 'assigned',
    to: 'owner',
    title: label('系统把“{{record}}”还给你', 'The system gave "{{record}}" back to you'),
  }),
  notice(object, 'extend', {
    kind: 'extended',
    to: 'owner',
    title: label('“{{record}}”已延保', '"{{record}}" is protected longer'),
  }),
]

/** Of what is asked for and decided on: the manager hears that it was asked for, the asker what was decided. */
const decisions = (object: string, zh: string, en: string): readonly Notice[] => [
  notice(object, 'create', {
    kind: 'approval',
    to: 'managers',
    title: label(`{{actor}}申请${zh}：{{record}}`, `{{actor}} asks for ${en}: {{record}}`),
  }),
  notice(object, 'approve', {
    kind: 'decided',
    to: 'createdBy',
    title: label(`{{actor}}同意了${zh}：{{record}}`, `{{actor}} approved ${en}: {{record}}`),
  }),
  notice(object, 'reject', {
    kind: 'decided',
    to: 'createdBy',
    title: label(`{{actor}}驳回了${zh}：{{record}}`, `{{actor}} rejected ${en}: {{record}}`),
  }),
]

export const decidedNotices: readonly Notice[] = [
  ...decisions('extensions', '延保', 'an extension'),
  ...decisions('pool-changes', '公海规则变更', 'a change of a pool'),
]
