import { department } from '../../fields/department/department.ts'
import { employee } from '../../fields/employee/employee.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { staffRoles } from './roles.rules.ts'

/** 部门: a tree; who manages one has its subtree besides. */
export const departments = defineObject('departments', label('部门', 'Department'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, sortable: true }),
    parentId: department({ zh: '上级部门', en: 'Parent' }),
    managerId: employee({ zh: '部门主管', en: 'Manager' }),
  },
  traits: { organisation: true },
  access: [
    ...staffRoles.map((role) => grant(role, 'read', 'all')),
    grant('administrator', 'read create update delete', 'all'),
    grant('hr', 'read create update', 'all'),
  ],
  title: 'name',
  list: ['name', 'parentId', 'managerId'],
  sort: 'name',
  form: [{ label: label('部门', 'Department'), fields: ['name', 'parentId', 'managerId'] }],
})
