import { type Wrong, wrong } from './codes.ts'
import { companyName } from './company.ts'
import { fold } from './fold.ts'

const tests =
  /^(?:测试|试用|试试|演示|样例|示例|demo|test|testing|sample|foo|bar|qwe|qwer|qwerty|asd|asdf|asdfgh|zxc|zxcv|abc|abcd|xyz|aaa|xxx|123|1234|12345|123456|111|000)(?:\d*|(?:数据|公司|客户|企业|单位|用户|company|customer)+\d*)$/
const nothings =
  /^(?:无|没有|空|未知|不详|不清楚|不知道|暂无|待定|待补|保密|匿名|none|null|nil|na|n a|nan|undefined|unknown|tbd|x+|某某?(?:公司)?|客户|公司|有限公司|个人)$/
const people = /^(?:张三|李四|王五|赵六|某某|张某|李某|王某|路人甲|john doe|jane doe|doe john|doe jane)$/

/** 录入错误 · A name nobody has: tests, nothing, one sign repeated, signs only (G15). */
export const wrongName = (written: string, kind: 'company' | 'person' = 'company'): readonly Wrong[] => {
  const trimmed = written.trim()
  if (trimmed === '') return []
  const folded = fold(trimmed).replace(/[()]/g, '').trim()
  if (folded === '')
    return [
      wrong('only_signs', '名称里只有符号，请填写真实名称', 'The name is nothing but signs; enter the real one', true),
    ]
  const compact = folded.replace(/ /g, '')
  if (
    tests.test(compact) ||
    /^(?:测试(?:公司|客户|数据|账号|用?户|[\da-z一二三四五])|(?:test|demo)(?![a-z]))/.test(compact) ||
    /测试(?:公司|客户|数据|账号|用?户)?\d*$/.test(compact)
  )
    return [
      wrong(
        'test_name',
        `“${trimmed.slice(0, 40)}”像测试数据，请填写真实名称`,
        `“${trimmed.slice(0, 40)}” looks like a test; enter the real name`,
        false,
      ),
    ]
  if (nothings.test(folded))
    return [
      wrong(
        'no_name',
        `“${trimmed.slice(0, 40)}”不是名称；不知道可以先留空或记为线索`,
        `“${trimmed.slice(0, 40)}” is no name; leave it open or keep it as a lead`,
        false,
      ),
    ]
  if (people.test(folded))
    return [
      wrong(
        'test_person',
        `“${trimmed.slice(0, 40)}”像示例姓名，请填写真实姓名`,
        `“${trimmed.slice(0, 40)}” looks like an example; enter the real name`,
        false,
      ),
    ]
  if (compact.length > 2 && /^(.{1,2})\1+$/u.test(compact) && new Set(compact).size < 3 && compact.length > 3)
    return [wrong('repeated_signs', '名称是重复的字，请核对', 'The name repeats the same signs; check it', false)]
  if (/^(.)\1{2,}$/u.test(compact))
    return [wrong('repeated_signs', '名称是重复的字，请核对', 'The name repeats the same signs; check it', false)]
  if (/^\d+$/.test(compact))
    return [
      wrong(
        'only_figures',
        '名称里只有数字，请填写真实名称',
        'The name is nothing but figures; enter the real one',
        kind === 'person',
      ),
    ]
  if (kind === 'person')
    return /\d{3}/.test(compact)
      ? [
          wrong(
            'figures_in_name',
            '姓名里有一串数字，号码请填在电话栏',
            'There is a number in the name; numbers go into the phone field',
            false,
          ),
        ]
      : []
  const name = companyName(trimmed)
  return !name.isLatin && name.hasBrand && /^(.)\1{2,}$/u.test(name.core)
    ? [wrong('repeated_signs', '名称的字号是重复的字，请核对', 'The brand repeats one sign; check it', false)]
    : []
}

/** Prefixes that no operator has been given. */
const unassigned = /^1(?:40|42|43|54|60|61|63|64|68|69|79)/

const ascending = '01234567890123456789'
const descending = [...ascending].reverse().join('')
const isSequence = (digits: string): boolean =>
  digits.length > 6 && (ascending.includes(digits) || descending.includes(digits))

/** 录入错误 · A phone number that can't be: wrong length or prefix, one figure repeated, figures in a row (G15). */
export const wrongPhone = (written: string): readonly Wrong[] => {
  const narrow = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
  if (narrow === '') return []
  const digits = narrow.replace(/(?:转|ext\.?|#|x)\s*\d+$/i, '').replace(/\D/g, '')
  if (digits === '') return [wrong('no_figures', '电话里没有数字', 'There is no figure in the phone number', true)]
  if (/^(\d)\1{5,}$/.test(digits))
    return [
      wrong(
        'repeated_figures',
        '电话是同一个数字重复，不可能是真实号码',
        'The number is one figure repeated; it cannot be real',
        true,
      ),
    ]
  if (isSequence(digits))
    return [
      wrong(
        'figures_in_row',
        '电话是连续的数字，不可能是真实号码',
        'The figures run in a row; the number cannot be real',
        true,
      ),
    ]
  if (/^\+(?!86)/.test(narrow) || /^00(?!86)/.test(narrow)) return []
  const home = digits.replace(/^(?:00)?86(?=1\d{10}$|0\d{9,11}$)/, '').replace(/^0(?=1[3-9]\d{9}$)/, '')
  return home.startsWith('1') ? wrongMobile(home) : []
}

const wrongMobile = (digits: string): readonly Wrong[] => {
  if (digits.length < 9 && /^(?:1[0-2])/.test(digits)) return []
  if (digits.length !== 11)
    return /^1[3-9]/.test(digits) && digits.length > 8
      ? [
          wrong(
            'wrong_length',
            `手机号应为 11 位，现在是 ${digits.length} 位`,
            `A mobile number has 11 figures, this has ${digits.length}`,
            true,
          ),
        ]
      : []
  if (!/^1[3-9]/.test(digits))
    return [
      wrong(
        'wrong_prefix',
        `没有以 ${digits.slice(0, 2)} 开头的手机号`,
        `No mobile number begins with ${digits.slice(0, 2)}`,
        true,
      ),
    ]
  if (unassigned.test(digits))
    return [
      wrong(
        'unassigned_prefix',
        `${digits.slice(0, 3)} 号段没有分配给运营商，请核对`,
        `The prefix ${digits.slice(0, 3)} belongs to no operator; check it`,
        false,
      ),
    ]
  if (/(\d)\1{7}$/.test(digits) || isSequence(digits.slice(3)))
    return [
      wrong(
        'unlikely_number',
        '号码尾数全部相同或连续，请核对',
        'The last figures are all the same or in a row; check it',
        false,
      ),
    ]
  return []
}

const reserved = /(?:^|\.)(?:example\.(?:com|org|net|cn)|test\.com|localhost|invalid|test|example|local)$/
const misspelt: Readonly<Record<string, string>> = {
  'gmial.com': 'gmail.com',
  'gmai.com': 'gmail.com',
  'gamil.com': 'gmail.com',
  'gmail.con': 'gmail.com',
  'gmail.cn': 'gmail.com',
  'hotmial.com': 'hotmail.com',
  'hotmail.con': 'hotmail.com',
  'outlok.com': 'outlook.com',
  'outlook.con': 'outlook.com',
  'qq.con': 'qq.com',
  'qq.cm': 'qq.com',
  'qq.cn': 'qq.com',
  'qqq.com': 'qq.com',
  'q.com': 'qq.com',
  '163.con': '163.com',
  '163.cm': '163.com',
  '163.cn': '163.com',
  '126.con': '126.com',
  '126.cn': '126.com',
  'sina.con': 'sina.com',
  'foxmial.com': 'foxmail.com',
  'foxmail.con': 'foxmail.com',
  'aliyun.con': 'aliyun.com',
  '139.con': '139.com',
}
const slips: Readonly<Record<string, string>> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  comm: 'com',
  cpm: 'com',
  vom: 'com',
  xom: 'com',
  'con.cn': 'com.cn',
}

/** 录入错误 · An e-mail address whose domain cannot be, or is a known slip (G15). */
export const wrongEmail = (written: string): readonly Wrong[] => {
  const address = written
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase()
  const at = address.lastIndexOf('@')
  if (at < 1) return []
  const mailbox = address.slice(0, at)
  const domain = address.slice(at + 1)
  const meant = misspelt[domain] ?? slipped(domain)
  if (meant !== undefined)
    return [
      wrong(
        'misspelt_domain',
        `“${domain}”可能是“${meant}”`,
        `“${domain}” may be “${meant}”`,
        /\.con$/.test(domain),
        `${mailbox}@${meant}`,
      ),
    ]
  if (reserved.test(domain))
    return [
      wrong(
        'impossible_domain',
        `“${domain}”是保留给示例的域名，收不到邮件`,
        `“${domain}” is kept for examples and receives no mail`,
        false,
      ),
    ]
  if (!/\.(?:[a-z]{2,24}|xn--[a-z0-9-]+|\p{L}{2,})$/u.test(domain))
    return [wrong('impossible_domain', `“${domain}”不是可用的域名`, `“${domain}” is no usable domain`, true)]
  const head = domain.split('.')[0]!
  if (/^(?:test|aaa+|abc|123|xxx|asdf?)\d*$/.test(mailbox) || (mailbox === head && mailbox.length < 3))
    return [
      wrong('test_address', '像测试邮箱，请填写真实邮箱', 'It looks like a test address; enter the real one', false),
    ]
  return []
}

const slipped = (domain: string): string | undefined => {
  for (const [slip, right] of Object.entries(slips))
    if (domain.endsWith(`.${slip}`)) return domain.slice(0, -slip.length) + right
  return undefined
}
