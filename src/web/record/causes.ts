import type { Label, Locale } from '../../model/label.ts'

const causes: Readonly<Record<string, Label>> = {
  create: { zh: '新建', en: 'created' },
  created: { zh: '新建', en: 'created' },
  import: { zh: '导入', en: 'imported' },
  lock: { zh: '锁定', en: 'locked' },
  unlock: { zh: '解锁', en: 'unlocked' },
  claim: { zh: '领取', en: 'claimed' },
  release: { zh: '主动退回', en: 'released' },
  return: { zh: '系统还给上一位负责人', en: 'given back to the owner before' },
  extend: { zh: '延保', en: 'protection extended' },
  recycle: { zh: '系统回收', en: 'recycled by the system' },
  assign: { zh: '分配', en: 'assigned' },
  transfer: { zh: '转移', en: 'transferred' },
  'hand-over': { zh: '移交', en: 'handed over' },
  'move-pool': { zh: '移到另一公海', en: 'moved to another pool' },
  merge: { zh: '合并', en: 'merged' },
  'add-attachment': { zh: '上传附件', en: 'added a file' },
  'lock-attachment': { zh: '加锁附件', en: 'locked a file' },
  'unlock-attachment': { zh: '解锁附件', en: 'unlocked a file' },
  'delete-attachment': { zh: '删除附件', en: 'deleted a file' },
  'restore-attachment': { zh: '恢复附件', en: 'brought a file back' },
  'purge-attachment': { zh: '彻底删除附件', en: 'removed a file for good' },
  'download-attachment': { zh: '下载附件', en: 'downloaded a file' },
  print: { zh: '打印', en: 'printed' },
  mirror: { zh: '随对方的关系记下', en: 'told from the other side' },
  undo: { zh: '撤销', en: 'undone' },
}

/** How a record came to its owner or into the pool, in a word; what is not known stays as it is. */
export const causeName = (cause: string, locale: Locale): string => causes[cause]?.[locale] ?? cause
