import { exactOf, round } from '../decimal/exact.ts'

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const
const places = ['', '拾', '佰', '仟'] as const
const hundredMillion = 100_000_000n
const tenThousand = 10_000n
/** From here on there is no agreed name for the unit. */
const tooLarge = 10n ** 16n

/** 1 to 9999: `1024` -> 壹仟零贰拾肆. */
const group = (value: bigint): string => {
  let said = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Number((value / 10n ** BigInt(place)) % 10n)
    if (digit === 0) gap = said !== ''
    else {
      said += `${gap ? '零' : ''}${digits[digit]}${places[place]}`
      gap = false
    }
  }
  return said
}

/** What follows a unit: nothing, or a 零 for the places that are skipped and the rest. */
const rest = (value: bigint, unit: bigint): string =>
  value === 0n ? '' : `${value < unit / 10n ? '零' : ''}${whole(value)}`

const whole = (value: bigint): string => {
  if (value >= hundredMillion)
    return `${whole(value / hundredMillion)}亿${rest(value % hundredMillion, hundredMillion)}`
  if (value >= tenThousand) return `${group(value / tenThousand)}万${rest(value % tenThousand, tenThousand)}`
  return group(value)
}

/**
 * 中文大写金额, as the rules for bills ask for it (支付结算办法, 正确填写票据和结算凭证的基本规定): one 零 for zeros in
 * between, 整 where there are no 分, 负 before what is below zero, 人民币 in front. Where the rules leave a 零 to the
 * writer (a zero in the places of 万 or 元 before a 千 or 角 that is none) it is not written. Rounded to the 分, half
 * away from zero; undefined when it is no amount, or has seventeen places.
 */
export const capitals = (amount: string): string | undefined => {
  const exact = exactOf(amount)
  if (exact === undefined) return undefined
  const rounded = round(exact, 2)
  const cents = rounded.units * 10n ** BigInt(2 - rounded.scale)
  const positive = cents < 0n ? -cents : cents
  const yuan = positive / 100n
  if (yuan >= tooLarge) return undefined
  const [jiao, fen] = [Number((positive / 10n) % 10n), Number(positive % 10n)]
  const said = yuan === 0n ? '' : `${whole(yuan)}元`
  const small = [
    jiao === 0 ? (fen === 0 || said === '' ? '' : '零') : `${digits[jiao]}角`,
    fen === 0 ? '整' : `${digits[fen]}分`,
  ].join('')
  return `人民币${cents < 0n ? '负' : ''}${positive === 0n ? '零元' : said}${small}`
}
