import type { Kernel } from '../../kernel/kernel.ts'
import type { Label } from '../../model/label.ts'
import { numbersPerDay } from './numbers-asked.ts'
import type { Decision, DuplicateRule, Entry, FoundState, IdentityPolicy } from './policy.ts'
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

const comparedWords: Readonly<Record<keyof IdentityPolicy['compare'], Label>> = {
  name: { zh: '名称', en: 'names' },
  address: { zh: '地址和地点', en: 'addresses and places' },
  phone: { zh: '电话', en: 'phones' },
  email: { zh: '邮箱', en: 'e-mails' },
  site: { zh: '网站域名', en: 'web domains' },
  group: { zh: '所属集团', en: 'groups' },
}

const wrongWords: Readonly<Record<IdentityPolicy['wrongData'], Label>> = {
  insist: { zh: '写明理由才能保存', en: 'is saved only with a reason' },
  refuse: { zh: '不能保存', en: 'is not saved' },
  allow: { zh: '照样保存', en: 'is saved all the same' },
}

const listed = (items: readonly Label[]): Label => ({
  zh: items.map((one) => one.zh).join('、'),
  en: items.map((one) => one.en).join(', '),
})

/** What is compared, what cannot be, and what a look-up tells: the rest of the policy as sentences. */
export const matchingWords = (policy: IdentityPolicy): Label[] => {
  const kinds = Object.keys(comparedWords) as (keyof typeof comparedWords)[]
  const on = listed(kinds.filter((kind) => policy.compare[kind]).map((kind) => comparedWords[kind]))
  const off = listed(kinds.filter((kind) => !policy.compare[kind]).map((kind) => comparedWords[kind]))
  const numbers = numbersPerDay(policy)
  return [
    {
      zh: `信用代码和身份证号总是比较${on.zh === '' ? '' : `；还比较${on.zh}`}。${off.zh === '' ? '' : `不比较${off.zh}。`}`,
      en: `Credit codes and ID cards are always compared${on.en === '' ? '' : `, and so are ${on.en}`}.${off.en === '' ? '' : ` Not compared: ${off.en}.`}`,
    },
    {
      zh: `不可能的值（如校验位不对的信用代码、位数不对的手机号）${wrongWords[policy.wrongData].zh}。`,
      en: `What cannot be, such as a code with a wrong check digit or a mobile number of a wrong length, ${wrongWords[policy.wrongData].en}.`,
    },
    {
      zh: `每人每天最多查到 ${policy.findsPerDay} 个自己看不到的客户，最多查 ${numbers} 个不同的号码和邮箱，都会记录；查到时${policy.showOwner ? '说出' : '不说'}负责人是谁。`,
      en: `In a day everybody may come upon ${policy.findsPerDay} records out of their sight and ask for ${numbers} different numbers and mailboxes, all of it written down; whose they are is ${policy.showOwner ? 'told' : 'not told'}.`,
    },
  ]
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
