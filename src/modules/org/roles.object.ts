import { json } from '../../fields/json/json.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 角色: what a person may do, to which rows, and which fields (O2, O30). */
export const roles = defineObject('roles', label('角色', 'Role'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, sortable: true, search: true }),
    key: text({ zh: '代号', en: 'Key', max: 40, readOnly: true }),
    functions: json({ zh: '功能权限', en: 'Functions', default: {} }),
    scopes: json({ zh: '数据权限', en: 'Data scopes', default: {} }),
    fields: json({ zh: '字段权限', en: 'Field rights', default: {} }),
  },
  traits: { organisation: true },
  access: [
    grant('administrator', 'read create update delete', 'all'),
    grant('crmSupervisor', 'read create update', 'all'),
    grant('operations', 'read', 'all'),
  ],
  title: 'name',
  list: ['name', 'updatedAt'],
  sort: 'name',
  form: [{ label: label('角色', 'Role'), fields: ['name', 'functions', 'scopes', 'fields'] }],
})
