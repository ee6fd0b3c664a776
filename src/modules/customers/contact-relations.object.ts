import { choice } from '../../fields/choice/choice.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject } from '../../model/object.ts'
import { partAccess } from './parts.rules.ts'

/** 人脉: how two contacts know each other, and who introduced whom (W1, W2). */
export const contactRelations = defineObject('contact-relations', label('人脉', 'Acquaintance'), {
  fields: {
    contactId: reference({ zh: '联系人', en: 'Contact', to: 'contacts', required: true }),
    kind: choice({
      zh: '关系',
      en: 'Relation',
      required: true,
      options: [
        { key: 'introducedBy', zh: '介绍人是', en: 'Introduced by' },
        { key: 'introduced', zh: '介绍了', en: 'Introduced' },
        { key: 'friend', zh: '朋友', en: 'Friend' },
        { key: 'classmate', zh: '同学', en: 'Classmate' },
        { key: 'colleague', zh: '同事', en: 'Colleague' },
        { key: 'formerColleague', zh: '前同事', en: 'Former colleague' },
        { key: 'townsman', zh: '同乡', en: 'From the same town' },
        { key: 'family', zh: '亲属', en: 'Family' },
      ],
    }),
    otherId: reference({ zh: '对方', en: 'Other person', to: 'contacts', required: true }),
    note: text({ zh: '说明', en: 'Note', max: 300 }),
  },
  traits: {
    owned: true,
    actionOf: ['contactId'],
    relates: {
      on: 'contactId',
      to: 'otherId',
      kind: 'kind',
      inverse: {
        introducedBy: 'introduced',
        introduced: 'introducedBy',
        friend: 'friend',
        classmate: 'classmate',
        colleague: 'colleague',
        formerColleague: 'formerColleague',
        townsman: 'townsman',
        family: 'family',
      },
    },
    importable: true,
    exportable: true,
    recyclable: true,
  },
  access: partAccess,
  title: 'kind',
  list: ['kind', 'otherId', 'note', 'contactId', 'ownerId', 'createdAt'],
  sort: '-createdAt',
  form: [{ label: label('人脉', 'Acquaintance'), fields: ['contactId', 'kind', 'otherId', 'note'] }],
  indexes: [['contactId', '-createdAt'], ['otherId'], ['ownerId', '-createdAt'], ['-createdAt']],
})
