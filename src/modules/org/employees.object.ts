import { choice } from '../../fields/choice/choice.ts'
import { department } from '../../fields/department/department.ts'
import { email } from '../../fields/email/email.ts'
import { employee } from '../../fields/employee/employee.ts'
import { phone } from '../../fields/phone/phone.ts'
import { references } from '../../fields/references/references.ts'
import { region } from '../../fields/region/region.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { staffRoles } from './roles.rules.ts'

/** Who keeps the records of staff. */
const records = ['administrator', 'hr', 'crmSupervisor']

/** 员工: who signs in, whose customers these are (V2: the address book is its list). */
export const employees = defineObject('employees', label('员工', 'Employee'), {
  fields: {
    name: text({ zh: '姓名', en: 'Name', required: true, max: 60, sortable: true, search: true }),
    account: text({ zh: '账号', en: 'Account', required: true, max: 60, unique: true }),
    password: text({ zh: '密码', en: 'Password', max: 200, writeOnly: true }),
    departmentId: department({ zh: '部门', en: 'Department' }),
    managerId: employee({ zh: '直属上级', en: 'Superior' }),
    roleIds: references({ zh: '角色', en: 'Roles', to: 'roles', readableBy: records }),
    position: text({ zh: '职位', en: 'Position', max: 60 }),
    grade: text({ zh: '职级', en: 'Grade', max: 20, readableBy: records }),
    phone: phone({ zh: '手机', en: 'Phone', search: true, mask: 'phone' }),
    email: email({ zh: '邮箱', en: 'E-mail' }),
    region: region({ zh: '负责区域', en: 'Region' }),
    status: choice({
      zh: '状态',
      en: 'Status',
      default: 'active',
      tracked: true,
      options: [
        { key: 'active', zh: '在职', en: 'Active' },
        { key: 'leaving', zh: '交接中', en: 'Leaving' },
        { key: 'left', zh: '已离职', en: 'Left' },
      ],
    }),
  },
  traits: { searchable: true, organisation: true, importable: true, exportable: true },
  access: [
    ...staffRoles.map((role) => grant(role, 'read', 'all')),
    grant('administrator', 'read create update delete export import set-password hand-over', 'all'),
    grant('hr', 'read create update export import hand-over', 'all'),
    grant('crmSupervisor', 'read update hand-over', 'all'),
    grant('manager', 'read hand-over', 'all'),
    grant('director', 'read hand-over', 'all'),
  ],
  title: 'name',
  list: ['name', 'departmentId', 'position', 'phone', 'email', 'roleIds', 'status'],
  sort: 'name',
  form: [
    {
      label: label('账号', 'Account'),
      fields: ['name', 'account', 'password', 'departmentId', 'roleIds', 'managerId', 'status'],
    },
    { label: label('联系', 'Contact'), fields: ['position', 'grade', 'phone', 'email', 'region'] },
  ],
  indexes: [['departmentId']],
})
