import type { Label } from '../../model/label.ts'
import type { Reason, ReasonCode, Strength } from './compare.ts'

/** A reason in words. `{}` is filled with what is the same; the words hold without it too. */
const words: Readonly<Record<ReasonCode, Label>> = {
  sameCode: { zh: '同一信用代码', en: 'The same credit code' },
  otherCode: { zh: '信用代码不同', en: 'Another credit code' },
  sameIdCard: { zh: '同一身份证号', en: 'The same ID card' },
  samePhone: { zh: '同一电话', en: 'The same phone' },
  sameEmail: { zh: '同一邮箱', en: 'The same e-mail' },
  sameSite: { zh: '同一网站域名', en: 'The same web domain' },
  sameAddress: { zh: '地址相同', en: 'The same address' },
  sameGroup: { zh: '同一集团（同一实际控制人）', en: 'The same group, of one controller' },
  samePlace: { zh: '在同一地点', en: 'At the same place' },
  operated: { zh: '自营与代运营并存', en: 'Self-operated and operated by an agent side by side' },
  sameName: { zh: '名称相同', en: 'The same name' },
  sameCore: { zh: '名称核心词相同', en: 'The same brand in the name' },
  coreAlike: { zh: '名称核心词相近', en: 'A like brand in the name' },
  abbreviation: { zh: '是它的简称', en: 'A short form of it' },
  misspelt: { zh: '可能是错字', en: 'May be misspelt' },
  soundsAlike: { zh: '读音相同', en: 'Sounds the same' },
  looksAlike: { zh: '字形相近', en: 'Looks the same' },
  swapped: { zh: '两个字颠倒', en: 'Two signs are swapped' },
  doubled: { zh: '多写了一个字', en: 'A sign is doubled' },
  oneSign: { zh: '差一个字', en: 'One sign differs' },
  sameTrade: { zh: '行业相同', en: 'The same trade' },
  tradeMissing: { zh: '其中一个没写行业', en: 'One does not name the trade' },
  otherTrade: { zh: '行业不同', en: 'Another trade' },
  sameRegion: { zh: '同在{}', en: 'Both in {}' },
  regionMissing: { zh: '其中一个没写地区', en: 'One does not name the region' },
  otherRegion: { zh: '地区不同', en: 'Another region' },
  otherForm: { zh: '组织形式不同', en: 'Another legal form' },
  sameBranch: { zh: '同一分支机构', en: 'The same branch' },
  branch: { zh: '分支机构不同', en: 'Another branch' },
  number: { zh: '编号不同', en: 'Another number' },
  formerName: { zh: '曾用名或别名相同', en: 'A former or further name is the same' },
  otherCore: { zh: '名称核心词不同', en: 'Another brand' },
  samePerson: { zh: '姓名相同', en: 'The same name' },
  surnameOnly: { zh: '同姓', en: 'The same surname' },
  sameCompany: { zh: '同一公司', en: 'The same company' },
  otherCompany: { zh: '公司不同', en: 'Another company' },
  otherPerson: { zh: '姓名不同', en: 'Another name' },
}

/** What is told of a record somebody does not see: no value but those the asker typed. */
const telling: ReadonlySet<ReasonCode> = new Set(['sameRegion'])

/** A reason without what is never told of it. */
export const toldReason = ({ code, value }: Reason): Reason =>
  value === undefined || !telling.has(code) ? { code } : { code, value }

/** A reason in both languages. A value is said only where both sides share it: the asker has it already. */
export const reasonWords = ({ code, value }: Reason): Label => {
  const { zh, en } = words[code]
  if (value === undefined || !telling.has(code))
    return { zh: zh.replace('同在{}', '地区相同'), en: en.replace('Both in {}', 'The same region') }
  return { zh: zh.replace('{}', value), en: en.replace('{}', value) }
}

export const strengthWords: Readonly<Record<Strength, Label>> = {
  certain: { zh: '肯定相同', en: 'certainly the same' },
  same: { zh: '基本相同', en: 'very likely the same' },
  similar: { zh: '可能相同', en: 'perhaps the same' },
  related: { zh: '有关联', en: 'related' },
}
