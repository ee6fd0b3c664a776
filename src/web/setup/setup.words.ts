import { label } from '../../model/label.ts'
import { defineWords } from '../words.ts'

export const setupWords = defineWords('setup', {
  title: label('启用绿海', 'Set up Greensea'),
  lead: label('建好公司和第一个管理员，就可以开始用', 'Name the company and its first administrator, then start'),
  code: label('一次性代码', 'One-time code'),
  codeHelp: label('启动绿海的终端里显示，8 位', 'Shown in the terminal where Greensea was started, 8 characters'),
  company: label('公司名称', 'Company name'),
  companyHelp: label('显示在侧栏顶部', 'Stands at the top of the side bar'),
  name: label('管理员姓名', 'Administrator'),
  account: label('账号', 'Account'),
  accountHelp: label(
    '登录用：字母、数字、手机号或邮箱都行',
    'For signing in: letters, digits, a phone number or an e-mail',
  ),
  password: label('密码', 'Password'),
  passwordHelp: label('至少 8 个字符，不与账号或姓名相同', 'At least 8 characters, not the account or name'),
  start: label('启用', 'Set up'),
  notDone: label('没能启用', 'Not set up'),
  doneAlready: label('已经启用，去登录', 'Set up already; sign in'),
  welcome: label(
    '已启用，你是管理员。先去建部门和员工',
    'Set up. You are the administrator; departments and people come next',
  ),
  goSettings: label('去设置', 'Open settings'),
  language: label('语言', 'Language'),
})
