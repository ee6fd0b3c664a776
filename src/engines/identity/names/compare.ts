import { branches } from './branches.ts'
import type { CompanyName } from './company.ts'
import { type Edit, isNumberEdit, oneEdit } from './edits.ts'
import type { Compared } from './reasons.ts'
import { regionsOf } from './relations.ts'
import { stems } from './stems.ts'

/** How much alike two company names are, 0 to 1, and why. The same both ways. */
export const compareCompanyNames = (first: CompanyName, second: CompanyName): Compared => {
  const [a, b] = first.text <= second.text ? [first, second] : [second, first]
  let best = pair(a, b)
  if (best.score < 0.9 && a.readings.length + b.readings.length > 0)
    for (const one of [a, ...a.readings])
      for (const other of [b, ...b.readings]) {
        if (one === a && other === b) continue
        const found = pair(one, other)
        if (found.score > best.score) best = found
      }
  if (a.others.length === 0 && b.others.length === 0) return best
  for (const one of [a, ...a.others])
    for (const other of [b, ...b.others]) {
      if (one === a && other === b) continue
      const found = pair(one, other)
      const score = found.score * 0.97
      if (score > best.score)
        best = { score, reasons: [{ code: 'formerName', value: (one === a ? other : one).text }, ...found.reasons] }
    }
  return best
}

const pair = (a: CompanyName, b: CompanyName): Compared => {
  if (a.text === '' || b.text === '') return { score: 0, reasons: [] }
  if (a.spelled === b.spelled) return { score: 1, reasons: [{ code: 'sameName' }] }
  const edit = oneEdit(a.text, b.text)
  if (edit !== undefined && isNumberEdit(edit)) return { score: 0.3, reasons: [{ code: 'number' }] }
  if (
    a.branch !== b.branch &&
    a.text.length > 6 &&
    a.text.at(-1) === b.text.at(-1) &&
    withoutLaw(a.text) === withoutLaw(b.text)
  )
    return { score: 0.95, reasons: [{ code: 'sameName' }, { code: 'otherForm' }] }
  const branch = branches(a, b)
  if (branch.score < 0.5) {
    const isSplitLost = edit !== undefined && (a.branch === '') !== (b.branch === '') && a.text.length > 6
    return isSplitLost ? { score: 0.85, reasons: [{ code: 'misspelt' }] } : { score: 0.3, reasons: branch.reasons }
  }
  const whole = heads(a, b, a.branch === b.branch ? edit : undefined, a.branch.length > 3)
  const score = Math.min(whole.score, branch.score)
  return { score: Math.round(score * 1000) / 1000, reasons: [...whole.reasons, ...branch.reasons] }
}

const withoutLaw = (text: string): string => text.replace(/(?:股份)?(?:有限)?(?:责任)?公司/g, '')

const numbersDiffer = (a: CompanyName, b: CompanyName): 'no' | 'one' | 'both' => {
  if (a.numbers.join() === b.numbers.join()) return 'no'
  return a.numbers.length > 0 && b.numbers.length > 0 ? 'both' : 'one'
}

/** The name of a share, or one that ends with 股份: only a joint-stock company has it. */
const isJointStock = (name: CompanyName): boolean => name.isShare || name.text.endsWith('股份')

const isLimited = (name: CompanyName): boolean => name.form === 'company' && !name.spelled.includes('股份')

const formsDiffer = (a: CompanyName, b: CompanyName): boolean =>
  a.form !== '' && b.form !== '' && a.form !== b.form && a.form !== b.innerForm && b.form !== a.innerForm

const heads = (a: CompanyName, b: CompanyName, edit: Edit | undefined, isPart: boolean): Compared => {
  const numbers = numbersDiffer(a, b)
  if (numbers === 'both') return { score: 0.3, reasons: [{ code: 'number' }] }
  const given = regionsOf(a, b)
  // One wrong sign in a region makes it another place, but no place that is known.
  const region = given === 'other' && edit !== undefined && (a.place !== '' || b.place !== '') ? 'missing' : given
  const found = stems(a, b, edit, isPart && region === 'missing' ? 'within' : region, isPart)
  const reasons = [...found.reasons]
  let score = found.score
  if (region === 'other') {
    score = Math.min(score * 0.45, 0.4)
    reasons.push({ code: 'otherRegion' })
  } else if (region === 'same' && a.regions.length > 0) reasons.push({ code: 'sameRegion', value: a.regionText })
  else if (region !== 'same') {
    score *= 0.97
    reasons.push({ code: 'regionMissing' })
  }
  if (a.isNational !== b.isNational)
    score *= a.regions.length + b.regions.length > 0 && edit === undefined ? 0.75 : 0.96
  if (formsDiffer(a, b) && edit === undefined) {
    score *= 0.85
    reasons.push({ code: 'otherForm' })
  }
  if (isJointStock(a) ? isLimited(b) : isJointStock(b) && isLimited(a)) score *= 0.87
  else if ((a.form === '' && isLimited(b)) || (b.form === '' && isLimited(a))) score *= 0.985
  if (numbers === 'one' && edit === undefined && found.reasons[0]?.code !== 'abbreviation') {
    score = Math.min(score, 0.6)
    reasons.push({ code: 'number' })
  }
  return { score, reasons }
}
