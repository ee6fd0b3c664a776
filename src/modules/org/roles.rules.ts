import type { Locale } from '../../model/label.ts'

/** The default roles (X7, T9): key and name; their rights are declared as grants in the object files. */
export const defaultRoles: readonly { readonly key: string; readonly zh: string; readonly en: string }[] = [
  { key: 'administrator', zh: '管理员', en: 'Administrator' },
  { key: 'rep', zh: '销售代表', en: 'Sales rep' },
  { key: 'manager', zh: '销售经理', en: 'Sales manager' },
  { key: 'director', zh: '销售总监', en: 'Sales director' },
  { key: 'operations', zh: '销售运营', en: 'Sales operations' },
  { key: 'service', zh: '客服', en: 'Service' },
  { key: 'finance', zh: '财务', en: 'Finance' },
  { key: 'hr', zh: '人事', en: 'HR' },
  { key: 'marketing', zh: '市场', en: 'Marketing' },
  { key: 'partner', zh: '合作伙伴', en: 'Partner' },
  { key: 'crmSupervisor', zh: '客户关系管理主管', en: 'CRM supervisor' },
  { key: 'customerSpecialist', zh: '客户专员', en: 'Customer specialist' },
  { key: 'seniorOrderTracker', zh: '高级跟单员', en: 'Senior order-tracker' },
  { key: 'intern', zh: '实习跟单员', en: 'Intern order-tracker' },
  { key: 'preSales', zh: '售前支持', en: 'Pre-sales' },
  { key: 'marketInformation', zh: '市场信息专员', en: 'Market-information specialist' },
  { key: 'callCentre', zh: '呼叫中心坐席', en: 'Call-centre seat' },
  { key: 'dataKeeper', zh: '客户资料管理员', en: 'Customer-data keeper' },
]

/** Everybody who works in the company: a partner is let in from outside. */
export const staffRoles: readonly string[] = defaultRoles.map((role) => role.key).filter((key) => key !== 'partner')

/** A default role is called by its name in the reader's language until the company gives it another. */
export const roleName = (role: { readonly key: string | null; readonly name: string }, locale: Locale): string => {
  const known = defaultRoles.find((one) => one.key === role.key)
  return known !== undefined && (role.name === known.zh || role.name === known.en) ? known[locale] : role.name
}
