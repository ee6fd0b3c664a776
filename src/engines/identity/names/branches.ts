import type { CompanyName } from './company.ts'
import { isNumberEdit, oneEdit, slipOf } from './edits.ts'
import type { Compared, NameReason } from './reasons.ts'

/** Whether two names mean the same part of a company: a branch is not its head, and no other branch. */
export const branches = (a: CompanyName, b: CompanyName): Compared => {
  if (a.branch === b.branch)
    return { score: 1, reasons: a.branch === '' ? [] : [{ code: 'sameBranch', value: a.branch }] }
  const different: Compared = { score: 0, reasons: [{ code: 'branch', value: a.branch || b.branch }] }
  if (a.branch === '' || b.branch === '') return different
  const one = a.branchCore
  const other = b.branchCore
  const same: NameReason = { code: 'sameBranch', value: a.branch }
  if (one === other) return { score: 0.98, reasons: [same] }
  const [long, short] = one.length > other.length ? [one, other] : [other, one]
  if (short.length > 3 && long.endsWith(short) && !/[第一二三四五六七八九十\d]$/.test(long.slice(0, -short.length)))
    return { score: 0.9, reasons: [same] }
  const edit = oneEdit(one, other)
  if (edit === undefined || isNumberEdit(edit)) return different
  const slip = slipOf(edit, long)
  const score =
    slip === 'oneSign' ? (long.length > 5 || (edit.kind === 'deletion' && long.length > 3) ? 0.78 : 0.6) : 0.88
  return { score, reasons: [same, { code: slip, value: long }] }
}
