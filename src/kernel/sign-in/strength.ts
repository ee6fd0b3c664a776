import { type Fault, fault } from '../../model/errors.ts'
import { normalizeAccount } from './accounts.ts'

/** The passwords tried first against Chinese and other companies, of eight characters and more. */
const commonest = new Set(
  `12345678 123456789 1234567890 12345678910 0123456789 87654321 11111111 00000000 88888888 66666666 99999999 12341234
  11223344 12121212 123123123 123321123 112233445566 147258369 159357159 789456123 741852963 password password1
  password12 password123 passw0rd p@ssword p@ssw0rd p@ssw0rd1 p@55w0rd pa$$w0rd qwertyui qwertyuiop qwerty123
  qwerty1234 qwer1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc 1qaz@wsx !qaz2wsx 1qazxsw2 zaq12wsx zaq1xsw2 qazwsxedc
  qazwsx123 asdfghjkl asdf1234 zxcvbnm123 zxcvbnm1 abcd1234 abc12345 abc123456 abcabc123 a1234567 a12345678 a123456789
  aa123456 aa12345678 aaa123456 q1w2e3r4 q123456789 qq123456 qq123456789 w123456789 z123456789 123456aa 123456abc
  123456qq 12345678a 123456789a 123456789q 1234qwer 123qweasd 123qwe123 123abc456 admin123 admin1234 admin12345
  admin123456 admin888 admin@123 administrator root1234 root123456 test1234 test123456 welcome1 welcome123 changeme
  changeme123 letmein1 iloveyou iloveyou1 iloveyou1314 sunshine princess football baseball superman trustno1 dragon123
  monkey123 computer internet whatever starwars woaini1314 woaini520 woaini521 woaini123 woaini123456 5201314520
  52013141314 5201314a 1314520a 13145201314 20082008 a5201314 wo5201314 wang1234 zhang123 li123456 nihao123
  qwe123456 asd123456 zxc123456 abc@1234 abc@12345 huawei@123 huawei12#$ aa123456. aa@123456 p@ssw0rd123`.split(/\s+/),
)

const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'].flatMap((run) => [
  run,
  [...run].reverse().join(''),
])

const fold = (text: string) => normalizeAccount(text).toLowerCase()

export interface PasswordCandidate {
  readonly password: string
  readonly account?: string
  readonly name?: string
  /** Where the password stands in the request. */
  readonly path?: string
}

/** What is wrong with a password, in words for the person who chose it; empty when it will do. */
export const checkPasswordStrength = ({ password, account, name, path = 'password' }: PasswordCandidate): Fault[] => {
  const length = [...password.normalize('NFKC')].length
  const weak = (zh: string, en: string) => [fault(path, 'weak_password', zh, en)]
  if (length < 8) return weak('密码至少要 8 个字符', 'A password needs at least 8 characters')
  if (length > 200) return weak('密码最多 200 个字符', 'A password can have at most 200 characters')
  const folded = fold(password)
  if ([account, name].some((own) => own !== undefined && own !== '' && fold(own) === folded))
    return weak('密码不能与账号或姓名相同', 'The password must differ from the account and the name')
  if (commonest.has(folded) || new Set(folded).size < 3 || runs.some((run) => run.includes(folded)))
    return weak(
      '这个密码太常见，很容易被猜到，请换一个',
      'This password is among the first to be guessed; choose another',
    )
  return []
}
