import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { integer } from '../../fields/integer/integer.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { money } from '../../fields/money/money.ts'
import { percent } from '../../fields/percent/percent.ts'
import { text } from '../../fields/text/text.ts'
import type { FieldDef } from '../../model/field.ts'
import { label } from '../../model/label.ts'
import { signedBlocks } from './customers.rules.ts'

/** A block of text that says who wrote it last, and when. */
const signed = (name: string, zh: string, en: string): Record<string, FieldDef> => ({
  [name]: longText({ zh, en, max: 5000 }),
  [`${name}EditedAt`]: dateTime({ zh: `${zh}修改时间`, en: `${en}: edited at`, derived: true, readOnly: true }),
  [`${name}EditedById`]: employee({ zh: `${zh}修改人`, en: `${en}: edited by`, derived: true, readOnly: true }),
})

const leaders = ['administrator', 'manager', 'director', 'operations', 'crmSupervisor', 'dataKeeper']

/** Who says how much a customer may owe. */
const creditKeepers = ['administrator', 'director', 'operations', 'finance', 'crmSupervisor']

/** How we stand with a customer: trading (A28), credit (A29), what it values (A37), whether it is a key one (B9). */
export const standingFields: Readonly<Record<string, FieldDef>> = {
  isKey: boolean({
    zh: '主力客户',
    en: 'Key customer',
    default: false,
    badge: true,
    tracked: true,
    writableBy: leaders,
  }),
  completenessTarget: percent({ zh: '完整度目标', en: 'Completeness target', writableBy: leaders }),
  belowTarget: boolean({ zh: '资料未达标', en: 'Below target', default: false, derived: true, readOnly: true }),
  customerValues: longText({ zh: '客户看重的价值', en: 'What it values', max: 5000, aliases: ['看重的价值'] }),
  ...signed(signedBlocks[0], '销售活动现状', 'Sales activity'),
  ...signed(signedBlocks[1], '存在的问题', 'Problems'),
  ...signed(signedBlocks[2], '保持的优势', 'Strengths'),
  ...signed(signedBlocks[3], '未来的对策', 'Strategy'),
  reputation: text({ zh: '信誉', en: 'Reputation', max: 500 }),
  publicImage: text({ zh: '企业形象', en: 'Public image', max: 500 }),
  creditLevel: choice({
    zh: '信用级别',
    en: 'Credit level',
    badge: true,
    tracked: true,
    options: [
      { key: 'excellent', zh: '优', en: 'Excellent', color: 'green' },
      { key: 'good', zh: '良', en: 'Good', color: 'green' },
      { key: 'fair', zh: '中', en: 'Fair', color: 'amber' },
      { key: 'poor', zh: '差', en: 'Poor', color: 'red' },
    ],
    aliases: ['信用等级'],
  }),
  creditLimit: money({
    zh: '信用额度',
    en: 'Credit limit',
    min: 0,
    tracked: true,
    writableBy: creditKeepers,
    help: label('不填就不限', 'Without a number there is no limit'),
  }),
  creditDays: integer({
    zh: '账期（天）',
    en: 'Terms (days)',
    min: 0,
    max: 3650,
    tracked: true,
    writableBy: creditKeepers,
  }),
  creditMode: choice({
    zh: '超过额度时',
    en: 'Over the limit',
    default: 'block',
    tracked: true,
    writableBy: creditKeepers,
    options: [
      { key: 'block', zh: '不能下单', en: 'No further orders' },
      { key: 'allow', zh: '允许', en: 'Allowed' },
    ],
  }),
  tradeTerms: text({ zh: '交易条件', en: 'Trade terms', max: 300, aliases: ['结算方式', '付款条件'] }),
}
