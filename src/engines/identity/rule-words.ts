import type { Kernel } from '../../kernel/kernel.ts'
import type { Label } from '../../model/label.ts'
import type { Decision, DuplicateRule, Entry, FoundState } from './policy.ts'
import { strengthWords } from './words.ts'

const entryWords: Readonly<Record<Entry, Label>> = {
  form: { zh: '表单录入', en: 'by form' },
  import: { zh: '导入', en: 'by import' },
  api: { zh: '接口写入', en: 'by API' },
  conversion: { zh: '线索转化', en: 'by conversion' },
  web: { zh: '网页表单', en: 'by web form' },
  partner: { zh: '伙伴报备', en: 'by a partner' },
}

const stateWords: Readonly<Record<FoundState, Label>> = {
  mine: { zh: '自己的', en: "one's own" },
  owned: { zh: '他人的', en: "somebody else's" },
  protected: { zh: '保护中的', en: 'a protected one' },
  pool: { zh: '公海里的', en: 'one in the pool' },
  dealt: { zh: '已成交的', en: 'a dealt one' },
  lead: { zh: '线索', en: 'a lead' },
}

const decisionWords: Readonly<Record<Decision, Label>> = {
  allow: { zh: '放行', en: 'it is saved' },
  warn: { zh: '提醒，可填写理由后保存', en: 'there is a warning; it is saved, with a reason if given' },
  queue: { zh: '保存，并进入待处理', en: 'it is saved and queued for a decision' },
  block: { zh: '不能保存', en: 'it is not saved' },
}

/** A rule as a sentence in both languages. */
export const ruleWords = (kernel: Kernel, rule: DuplicateRule): Label => {
  const object = kernel.registry().objects.get(rule.object ?? '')?.label ?? { zh: '任何对象', en: 'any record' }
  const entry = rule.entry === null ? { zh: '以任何方式录入', en: 'by any way' } : entryWords[rule.entry]
  const state = rule.state === null ? { zh: '', en: 'any' } : stateWords[rule.state]
  const strength = rule.strength === null ? { zh: '相同或相近', en: 'anything alike' } : strengthWords[rule.strength]
  const must = rule.reasonRequired && rule.decision === 'warn'
  return {
    zh: `${entry.zh}${object.zh}时，发现${strength.zh}的${state.zh}记录：${must ? '必须填写理由才能保存' : decisionWords[rule.decision].zh}`,
    en: `Entering ${object.en.toLowerCase()} ${entry.en}, where ${state.en} is ${strength.en}: ${must ? 'nothing is saved without a reason' : decisionWords[rule.decision].en}`,
  }
}

const optionsOf = (words: Readonly<Record<string, Label>>) =>
  Object.entries(words).map(([key, label]) => ({ key, label }))

/** What a rule can be made of, with its words, for those who edit rules. */
export const ruleOptions = (objects: readonly { readonly path: string; readonly label: Label }[]) => ({
  object: objects.map(({ path, label }) => ({ key: path, label })),
  entry: optionsOf(entryWords),
  state: optionsOf(stateWords),
  strength: optionsOf(strengthWords),
  decision: optionsOf(decisionWords),
})
