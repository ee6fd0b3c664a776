import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const signInWords = defineWords('sign-in', {
  title: label('登录', 'Sign in'),
  account: label('账号、手机号或邮箱', 'Account, phone or e-mail'),
  password: label('密码', 'Password'),
  submit: label('登录', 'Sign in'),
  totpTitle: label('输入动态码', 'Enter the code'),
  totpHelp: label(
    '打开验证器 App，输入 6 位动态码；手机不在身边可用恢复码',
    'Enter the 6 digits of your authenticator app; a recovery code works too',
  ),
  code: label('动态码或恢复码', 'Code or recovery code'),
  confirm: label('验证并登录', 'Verify and sign in'),
  back: label('换个账号', 'Use another account'),
  needAccount: label('填写账号', 'Enter your account'),
  needPassword: label('填写密码', 'Enter your password'),
  needCode: label('填写动态码', 'Enter the code'),
  expired: label('停留太久，重新输入密码', 'That took too long; enter your password again'),
  helpPassword: label('忘了密码？找管理员重设', 'Forgot your password? Your administrator can set a new one'),
  promise: label('客户资料真实，并留在公司。', 'Customer data stays true, and stays with the company.'),
})
