import { isDay } from '../../../fields/date/date.ts'
import { provinceNames } from '../../../fields/region/provinces.ts'
import type { Label } from '../../../model/label.ts'

/** What is wrong with a value that was entered, or may be. */
export interface Wrong {
  readonly code: string
  readonly message: Label
  /** Whether it cannot be right; otherwise it only looks wrong and one may insist. */
  readonly certain: boolean
  /** What it should probably read. */
  readonly suggestion?: string
}

export const wrong = (code: string, zh: string, en: string, certain: boolean, suggestion?: string): Wrong => ({
  code,
  message: { zh, en },
  certain,
  ...(suggestion === undefined ? {} : { suggestion }),
})

const signs = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]
const confused: Readonly<Record<string, string>> = { I: '1', O: '0', S: '5', Z: '2', V: 'U' }
const swaps = ['0OQD', '1IL7', '2Z', '5S', '8B', '6G', 'UV', '38', '69', '17', 'CG', 'EF', 'MN', 'WV']

/** As codes are compared: narrow, upper case, without spaces and dashes. */
const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '')
    .slice(0, 60)

/** The last sign of a 统一社会信用代码 by GB 32100-2015, from the seventeen before it. */
export const creditCheck = (front: string): string => {
  let sum = 0
  let weight = 1
  for (const sign of front.slice(0, 17)) {
    sum += signs.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return signs[(31 - (sum % 31)) % 31]!
}

/** The ninth sign of an 组织机构代码 by GB 11714, from the eight before it. */
export const organisationCheck = (front: string): string => {
  let sum = 0
  for (let at = 0; at < 8; at++) {
    const sign = front[at] ?? '0'
    sum += (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55) * organisationWeights[at]!
  }
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

/** Whether a code holds by both of its checks (GB 32100, GB 11714). */
export const isCreditCode = (code: string): boolean =>
  /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code) &&
  creditCheck(code) === code[17] &&
  organisationCheck(code.slice(8, 16)) === code[16]

/** The one code that two neighbours swapped or one sign taken for its like makes right. */
const mended = (code: string): string | undefined => {
  const found = new Set<string>()
  const letters = [...code].map((sign) => confused[sign] ?? sign).join('')
  if (isCreditCode(letters)) found.add(letters)
  for (let at = 0; at < letters.length; at++) {
    const sign = letters[at]!
    for (const group of swaps)
      if (group.includes(sign))
        for (const other of group) {
          const tried = letters.slice(0, at) + other + letters.slice(at + 1)
          if (isCreditCode(tried)) found.add(tried)
        }
    const next = letters[at + 1]
    if (next === undefined || next === sign) continue
    const swapped = letters.slice(0, at) + next + sign + letters.slice(at + 2)
    if (isCreditCode(swapped)) found.add(swapped)
  }
  return found.size === 1 ? [...found][0] : undefined
}

/** 录入错误 · A 统一社会信用代码, 组织机构代码 or old tax number that cannot be (G15). */
export const wrongCreditCode = (written: string): readonly Wrong[] => {
  const code = folded(written)
  if (code === '') return []
  if (/^(.)\1+$/.test(code))
    return [
      wrong(
        'repeated_code',
        '代码全是同一个字符，请填真实的代码',
        'The code is one sign repeated; enter the real one',
        true,
      ),
    ]
  if (code.length === 18) return wrongEighteen(code)
  if (code.length === 9) return wrongOrganisation(code)
  if (code.length === 15 && /^\d{6}/.test(code)) {
    return organisationCheck(code.slice(6, 14)) === code[14] || /^\d{15}$/.test(code)
      ? [
          wrong(
            'old_code',
            '这是旧的 15 位税号或注册号，请改用 18 位统一社会信用代码',
            'This is an old tax or registration number of 15 signs; use the credit code of 18',
            false,
          ),
        ]
      : [
          wrong(
            'wrong_check',
            `旧税号的第 15 位应为 ${organisationCheck(code.slice(6, 14))}，现在是 ${code[14]}`,
            `Sign 15 of the old tax number should be ${organisationCheck(code.slice(6, 14))}, not ${code[14]}`,
            false,
          ),
        ]
  }
  return [
    wrong(
      'wrong_length',
      `统一社会信用代码应为 18 位，现在是 ${code.length} 位，请核对营业执照`,
      `A credit code has 18 signs, this has ${code.length}; check the business licence`,
      // One sign too few or too many is a slip; anything else may be a number of another country.
      code.length === 17 || code.length === 19,
    ),
  ]
}

const wrongEighteen = (code: string): readonly Wrong[] => {
  const suggestion = mended(code)
  const bad = [...code].findIndex((sign) => !signs.includes(sign))
  if (bad >= 0) {
    const sign = code[bad]!
    const meant = confused[sign]
    return [
      wrong(
        'impossible_sign',
        `第 ${bad + 1} 位不能是“${sign}”（代码里没有 I、O、S、V、Z）${meant === undefined ? '' : `，可能应为 ${meant}`}`,
        `Sign ${bad + 1} cannot be “${sign}” (the code has no I, O, S, V, Z)${meant === undefined ? '' : `; it may be ${meant}`}`,
        true,
        suggestion,
      ),
    ]
  }
  const last = creditCheck(code)
  const ninth = organisationCheck(code.slice(8, 16))
  if (last !== code[17]) {
    const isEarlier = ninth !== code[16]
    return [
      wrong(
        'wrong_check',
        isEarlier
          ? `校验不通过：按前 17 位算第 18 位应为 ${last}，第 17 位应为 ${ninth}；多半是前面某一位抄错了，请核对营业执照`
          : `校验不通过：按前 17 位算第 18 位应为 ${last}，现在是 ${code[17]}；请核对营业执照`,
        isEarlier
          ? `The check fails: by the first 17 signs, sign 18 should be ${last} and sign 17 ${ninth}; most likely an earlier one is wrong. Check the business licence`
          : `The check fails: by the first 17 signs, sign 18 should be ${last}, not ${code[17]}; check the business licence`,
        true,
        suggestion,
      ),
    ]
  }
  if (ninth !== code[16])
    return [
      wrong(
        'organisation_check',
        `第 9–17 位（主体标识码）的校验不符：第 17 位按规则应为 ${ninth}`,
        `Signs 9 to 17 (the organisation's number) fail their own check: sign 17 should be ${ninth}`,
        false,
        suggestion,
      ),
    ]
  return []
}

const wrongOrganisation = (code: string): readonly Wrong[] => {
  const check = organisationCheck(code)
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code) || check !== code[8])
    return [
      wrong(
        'wrong_check',
        `组织机构代码的最后一位应为 ${check}，现在是 ${code[8]}`,
        `The last sign of the organisation code should be ${check}, not ${code[8]}`,
        true,
      ),
    ]
  return [
    wrong(
      'old_code',
      '这是旧的组织机构代码，请改用 18 位统一社会信用代码',
      'This is an old organisation code; use the credit code of 18 signs',
      false,
    ),
  ]
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The last sign of an ID card by GB 11643. */
export const idCheck = (front: string): string => {
  let sum = 0
  for (let at = 0; at < 17; at++) sum += Number(front[at]) * idWeights[at]!
  return '10X98765432'[sum % 11]!
}

const isBirthday = (digits: string): boolean => {
  const year = Number(digits.slice(0, 4))
  return year >= 1890 && year <= 2100 && isDay(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
}

/** 录入错误 · An ID card number that cannot be (G15). */
export const wrongIdCard = (written: string): readonly Wrong[] => {
  const id = folded(written)
  if (id === '') return []
  if (!/^(?:\d{17}[\dX]|\d{15})$/.test(id))
    return [
      wrong(
        'wrong_length',
        '身份证号应为 18 位数字（末位可为 X）',
        'An ID number has 18 figures (the last may be X)',
        true,
      ),
    ]
  const found: Wrong[] = []
  if (provinceNames[id.slice(0, 2)] === undefined)
    found.push(
      wrong(
        'wrong_region',
        `身份证号前两位 ${id.slice(0, 2)} 不是省级代码`,
        `The first two figures, ${id.slice(0, 2)}, are no province`,
        true,
      ),
    )
  if (!isBirthday(id.length === 18 ? id.slice(6, 14) : `19${id.slice(6, 12)}`))
    found.push(
      wrong('wrong_birthday', '身份证号里的出生日期不存在', 'The birthday in the ID number does not exist', true),
    )
  if (id.length === 18 && idCheck(id) !== id[17])
    found.push(
      wrong(
        'wrong_check',
        `身份证号最后一位应为 ${idCheck(id)}，现在是 ${id[17]}`,
        `The last figure of the ID number should be ${idCheck(id)}, not ${id[17]}`,
        true,
      ),
    )
  return found
}
