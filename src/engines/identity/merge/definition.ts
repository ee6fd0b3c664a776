import { json } from '../../../fields/json/json.ts'
import { references } from '../../../fields/references/references.ts'
import { text } from '../../../fields/text/text.ts'
import { type ActionDef, defineAction } from '../../../model/action.ts'
import { label } from '../../../model/label.ts'

/** 合并: others of the same become part of this one (C14). A page of its own shows what comes of it first. */
export const mergeAction = (object: string): ActionDef =>
  defineAction(object, 'merge', label('合并重复', 'Merge duplicates'), {
    input: {
      loserIds: references({ zh: '并入的记录', en: 'Records merged into it', to: object, required: true }),
      choices: json({ zh: '各字段取谁的值', en: 'Whose value each field keeps' }),
      reason: text({ zh: '原因', en: 'Reason', max: 500 }),
    },
    when: {},
    within: 'update',
    bulk: false,
    page: `/duplicates/merge?object=${object}&ids={id}`,
    icon: 'merge',
  })
