import { dateTime } from '../../fields/date-time/date-time.ts'
import { employee } from '../../fields/employee/employee.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { multiChoice } from '../../fields/multi-choice/multi-choice.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'

const work = 'read update complete reopen'

/** 接手清单 (E31): a customer somebody took over from a colleague, until its file is read and the customer is met. */
export const takeovers = defineObject('takeovers', label('接手清单', 'Takeover'), {
  fields: {
    name: text({ zh: '接手', en: 'Takes over', readOnly: true, max: 200 }),
    customerId: reference({ zh: '客户', en: 'Customer', to: 'customers', readOnly: true }),
    formerOwnerId: employee({ zh: '前负责人', en: 'Former owner', readOnly: true }),
    checked: multiChoice({
      zh: '已核对',
      en: 'Checked',
      default: [],
      options: [
        { key: 'history', zh: '看过全部跟进', en: 'Read the whole history' },
        { key: 'contacts', zh: '核对联系人', en: 'Verified the contacts' },
        { key: 'promises', zh: '弄清欠着的承诺', en: 'Know what was promised' },
        { key: 'met', zh: '联系过客户', en: 'Contacted the customer' },
      ],
    }),
    remark: longText({ zh: '备注', en: 'Remark', max: 2000 }),
    doneAt: dateTime({ zh: '完成时间', en: 'Done', readOnly: true }),
    heldAt: dateTime({ zh: '暂停', en: 'Held', readOnly: true, derived: true }),
  },
  traits: {
    owned: true,
    actionOf: ['customerId'],
    carried: { on: 'customerId', open: 'doneAt', held: 'heldAt' },
    takeover: { on: 'customerId', from: 'formerOwnerId' },
  },
  access: [
    grant('everyone', work, 'member', 'owned'),
    grant('administrator', work, 'all'),
    grant('manager', work, 'memberDepartment', 'visible'),
    grant('director', work, 'all'),
    grant('operations', work, 'all'),
    grant('crmSupervisor', work, 'all'),
  ],
  title: 'name',
  list: ['name', 'customerId', 'formerOwnerId', 'ownerId', 'checked', 'createdAt', 'doneAt'],
  sort: '-createdAt',
  form: [{ label: label('接手', 'Takeover'), fields: ['checked', 'remark'] }],
  indexes: [
    ['ownerId', '-createdAt'],
    ['customerId', '-createdAt'],
    ['departmentId', '-createdAt'],
    ['createdById', '-createdAt'],
  ],
  views: [
    { name: 'open', label: label('待接手', 'To take over'), filter: { ownerId: '@me', doneAt: null, heldAt: null } },
    { name: 'all', label: label('全部', 'All'), filter: {} },
  ],
})
