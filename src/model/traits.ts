import type { FieldDef } from './field.ts'
import type { Traits } from './object.ts'

const system = { readOnly: true } as const

/** Every record. */
const always: Record<string, FieldDef> = {
  id: { type: 'id', zh: '编号', en: 'Id', ...system },
  version: { type: 'integer', zh: '版本', en: 'Version', ...system },
  createdAt: { type: 'dateTime', zh: '创建时间', en: 'Created', sortable: true, ...system },
  updatedAt: { type: 'dateTime', zh: '更新时间', en: 'Updated', sortable: true, ...system },
  createdById: { type: 'employee', zh: '创建人', en: 'Created by', ...system },
  deletedAt: { type: 'dateTime', zh: '删除时间', en: 'Deleted', ...system },
}

/** 负责员工、负责部门、相关员工、相关部门 (O12–O18). */
const owned: Record<string, FieldDef> = {
  ownerId: { type: 'employee', zh: '负责人', en: 'Owner', aliases: ['归属人', '业务员', '销售', '所有者'] },
  departmentId: { type: 'department', zh: '负责部门', en: 'Department' },
  memberIds: { type: 'members', zh: '相关员工', en: 'Members', to: 'employees', derived: true, default: [], ...system },
  memberDepartmentIds: {
    type: 'members',
    zh: '相关部门',
    en: 'Member departments',
    to: 'departments',
    derived: true,
    default: [],
    ...system,
  },
}

/** 公海与保护 (F1–F18). Ownership writes them; nobody types them. */
const pooled: Record<string, FieldDef> = {
  poolId: { type: 'reference', to: 'pools', zh: '公海', en: 'Pool' },
  pooledAt: { type: 'dateTime', zh: '入池时间', en: 'In pool since', sortable: true, derived: true, ...system },
  ownedAt: { type: 'dateTime', zh: '归属时间', en: 'Owned since', sortable: true, derived: true, ...system },
  protectedUntil: { type: 'dateTime', zh: '保护到期', en: 'Protected until', sortable: true, derived: true, ...system },
  extendedUntil: { type: 'dateTime', zh: '延保至', en: 'Extended until', derived: true, tracked: true, ...system },
  protectedBy: { type: 'text', zh: '保护依据', en: 'Protected by', derived: true, max: 40, ...system },
  locked: { type: 'boolean', zh: '锁定', en: 'Locked', default: false, tracked: true, ...system },
  previousOwnerId: { type: 'employee', zh: '前负责人', en: 'Previous owner', ...system },
  incomplete: { type: 'boolean', zh: '不完整', en: 'Incomplete', default: false, derived: true, ...system },
  poolReason: { type: 'text', zh: '入池原因', en: 'Why in the pool', max: 500, ...system },
  poolCause: { type: 'text', zh: '入池方式', en: 'How it came into the pool', max: 40, ...system },
}

const follows: Record<string, FieldDef> = {
  poolId: { type: 'reference', to: 'pools', zh: '公海', en: 'Pool', ...system },
}

const completeness: Record<string, FieldDef> = {
  completeness: { type: 'percent', zh: '完整度', en: 'Completeness', derived: true, sortable: true, ...system },
}

/** 查重: why somebody saves although others are like it or a value looks wrong (C14, G15), and what a merge leaves. */
const identity: Record<string, FieldDef> = {
  insistReason: {
    type: 'text',
    zh: '坚持保存的理由',
    en: 'Reason to save all the same',
    max: 500,
    writeOnly: true,
    help: {
      zh: '查重或数据校验提示后仍要保存时填写',
      en: 'Given when saving in spite of what the check says',
    },
  },
  mergedIntoId: {
    type: 'reference',
    zh: '已合并到',
    en: 'Merged into',
    derived: true,
    ...system,
  },
}

/** 审批状态 (P1): of the last thing that was asked for; nobody types it. */
const approvable: Record<string, FieldDef> = {
  approvalState: {
    type: 'choice',
    zh: '审批',
    en: 'Approval',
    derived: true,
    tracked: true,
    options: [
      { key: 'pending', zh: '审批中', en: 'In approval', color: 'blue' },
      { key: 'approved', zh: '已通过', en: 'Approved', color: 'green' },
      { key: 'rejected', zh: '已驳回', en: 'Rejected', color: 'red' },
      { key: 'returned', zh: '已退回', en: 'Returned', color: 'amber' },
      { key: 'withdrawn', zh: '已撤回', en: 'Withdrawn', color: 'grey' },
    ],
    ...system,
  },
}

/** What was sold and received (A9–A14), counted from documents and ledger; nobody types it. */
const trades = (earnings: readonly string[]): Record<string, FieldDef> => {
  const counted = { derived: true, ...system } as const
  return {
    firstOrderOn: { type: 'date', zh: '首次下单', en: 'First order', ...counted },
    lastOrderOn: { type: 'date', zh: '上次下单', en: 'Last order', sortable: true, ...counted },
    orderCount: { type: 'integer', zh: '订单数', en: 'Orders', ...counted },
    salesTotal: { type: 'money', zh: '累计销售额', en: 'Sales', sortable: true, ...counted },
    grossProfit: { type: 'money', zh: '销售毛利', en: 'Gross profit', readableBy: earnings, ...counted },
    receivedTotal: { type: 'money', zh: '累计回款', en: 'Received', ...counted },
    receivable: { type: 'money', zh: '应收', en: 'Receivable', sortable: true, ...counted },
    expenseTotal: { type: 'money', zh: '销售费用', en: 'Expenses', readableBy: earnings, ...counted },
    overdue: { type: 'money', zh: '逾期应收', en: 'Overdue', sortable: true, ...counted },
    averageCycleDays: { type: 'integer', zh: '平均采购周期（天）', en: 'Purchase cycle (days)', ...counted },
    nextPurchaseOn: { type: 'date', zh: '预计下次采购', en: 'Next purchase expected', sortable: true, ...counted },
  }
}

/** The fields an object has because of the promises it takes on. */
export const traitFields = (traits: Traits, path = ''): Record<string, FieldDef> => ({
  ...always,
  ...(traits.owned === true ? owned : {}),
  ...(traits.pooled === true ? pooled : {}),
  ...(traits.follows === undefined ? {} : follows),
  ...(traits.completeness === true ? completeness : {}),
  ...(traits.approvable === true ? approvable : {}),
  ...(traits.trades === undefined ? {} : trades(traits.trades.earnings)),
  ...(traits.identity === undefined
    ? {}
    : { insistReason: identity.insistReason!, mergedIntoId: { ...identity.mergedIntoId!, to: path } }),
})
