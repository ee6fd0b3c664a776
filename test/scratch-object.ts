import type { ObjectDef } from '../src/model/object.ts'

/** An object as its own file would declare it, in plain JSON; `warranty` is the line that the tests follow. */
export const scratch: ObjectDef = {
  path: 'scratch-machines',
  label: { zh: '样机', en: 'Scratch machine' },
  fields: {
    name: { type: 'text', zh: '名称', en: 'Name', required: true, max: 60, search: true, sortable: true },
    warranty: {
      type: 'choice',
      zh: '质保',
      en: 'Warranty',
      sortable: true,
      options: [
        { key: 'one', zh: '一年', en: 'One year' },
        { key: 'two', zh: '两年', en: 'Two years' },
      ],
    },
  },
  traits: { owned: true, importable: true, exportable: true, searchable: true, recyclable: true },
  access: [
    {
      role: 'administrator',
      functions: ['read', 'create', 'update', 'delete', 'export', 'import'],
      scope: 'all' as const,
    },
  ],
  title: 'name',
  list: ['name', 'warranty', 'ownerId'],
  sort: '-updatedAt',
  form: [{ label: { zh: '样机', en: 'Machine' }, fields: ['name', 'warranty'] }],
}
