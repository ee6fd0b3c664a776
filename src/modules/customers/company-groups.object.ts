import { longText } from '../../fields/long-text/long-text.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 集团: companies of one controller (G7). The duplicate check spans them. */
export const companyGroups = defineObject('company-groups', label('集团', 'Company group'), {
  fields: {
    name: text({
      zh: '集团名称',
      en: 'Name',
      required: true,
      unique: true,
      max: 200,
      search: true,
      sortable: true,
      aliases: ['集团'],
    }),
    controller: text({
      zh: '实际控制人',
      en: 'Controller',
      max: 100,
      search: true,
      aliases: ['老板', '控股股东', '法定代表人'],
    }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
  },
  traits: { owned: true, commentable: true, importable: true, exportable: true, searchable: true, recyclable: true },
  access: [
    grant('administrator', 'read create update delete purge assign export import', 'all'),
    grant('operations', 'read create update delete purge assign export import', 'all'),
    grant('crmSupervisor', 'read create update delete purge assign export import', 'all'),
    grant('dataKeeper', 'read create update export import', 'all'),
    grant('director', 'read create update delete export import', 'all'),
    grant('manager', 'read create update', 'all'),
    grant('rep', 'read create', 'all'),
    grant('service', 'read', 'all'),
    grant('finance', 'read', 'all'),
    grant('marketing', 'read', 'all'),
  ],
  title: 'name',
  list: ['name', 'controller', 'ownerId', 'updatedAt'],
  sort: '-updatedAt',
  form: [{ label: label('集团', 'Company group'), fields: ['name', 'controller', 'remark'] }],
  tabs: ['customers.groupId'],
})
