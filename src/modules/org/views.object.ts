import { boolean } from '../../fields/boolean/boolean.ts'
import { json } from '../../fields/json/json.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

/** 视图: a list somebody saved; shared ones are seen by all who may see the object. */
export const views = defineObject('views', label('视图', 'View'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 60, sortable: true }),
    object: text({ zh: '对象', en: 'Object', required: true, max: 40 }),
    filter: json({ zh: '筛选', en: 'Filter', default: {} }),
    sort: text({ zh: '排序', en: 'Sort', max: 200 }),
    columns: json({ zh: '列', en: 'Columns', default: [] }),
    shared: boolean({ zh: '共享', en: 'Shared', default: false }),
    starred: boolean({ zh: '收藏', en: 'Starred', default: false }),
  },
  traits: { owned: true, publicWhen: 'shared' },
  access: [
    grant('everyone', 'read create update delete', 'owner'),
    grant('administrator', 'read create update delete', 'all'),
  ],
  title: 'name',
  list: ['name', 'object', 'shared', 'updatedAt'],
  sort: 'name',
  form: [{ label: label('视图', 'View'), fields: ['name', 'shared', 'starred'] }],
  indexes: [['object', 'ownerId']],
})
