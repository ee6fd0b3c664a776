import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { date } from '../../fields/date/date.ts'
import { email } from '../../fields/email/email.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { phone } from '../../fields/phone/phone.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import { label } from '../../model/label.ts'
import { defineObject, grant } from '../../model/object.ts'
import { personalFields } from './personal.object.ts'

const work = 'read create update delete export import print reveal'

/** 联系人: a main line of its own (B27), always under the owner of its customer. */
export const contacts = defineObject('contacts', label('联系人', 'Contact'), {
  fields: {
    name: text({
      zh: '姓名',
      en: 'Name',
      required: true,
      max: 60,
      search: true,
      sortable: true,
      mask: 'name',
      aliases: ['联系人', '联系人姓名'],
    }),
    customerId: reference({
      zh: '客户',
      en: 'Customer',
      to: 'customers',
      required: true,
      aliases: ['公司', '公司名称', '单位', 'Company', 'Organization'],
    }),
    title: text({ zh: '职务', en: 'Title', max: 60, aliases: ['职位'] }),
    decisionRole: choice({
      zh: '决策角色',
      en: 'Decision role',
      options: [
        { key: 'decider', zh: '决策人', en: 'Decider' },
        { key: 'influencer', zh: '影响人', en: 'Influencer' },
        { key: 'user', zh: '使用人', en: 'User' },
        { key: 'gatekeeper', zh: '把关人', en: 'Gatekeeper' },
      ],
    }),
    kind: choice({
      zh: '类型',
      en: 'Kind',
      default: 'client',
      options: [
        { key: 'client', zh: '客户方', en: 'Customer' },
        { key: 'peer', zh: '同行', en: 'Peer' },
        { key: 'official', zh: '政府人员', en: 'Official' },
        { key: 'association', zh: '协会、商会', en: 'Association' },
        { key: 'expert', zh: '专家', en: 'Expert' },
      ],
      aliases: ['联系人类型'],
    }),
    reportsToId: reference({ zh: '上级', en: 'Reports to', to: 'contacts', within: 'customerId', aliases: ['汇报给'] }),
    phone: phone({ zh: '电话', en: 'Phone', search: true, mask: 'phone', aliases: ['手机', '手机号', '联系电话'] }),
    phones: phone({ zh: '其他电话', en: 'Other phones', many: true, mask: 'phone' }),
    email: email({ zh: '邮箱', en: 'E-mail', mask: 'email' }),
    emails: email({ zh: '其他邮箱', en: 'Other e-mails', many: true, mask: 'email' }),
    isPrimary: boolean({ zh: '首要联系人', en: 'Primary', default: false }),
    birthday: date({ zh: '生日', en: 'Birthday', aliases: ['出生日期'] }),
    ...personalFields,
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
  },
  traits: {
    owned: true,
    follows: 'customerId',
    commentable: true,
    attachable: true,
    importable: true,
    exportable: true,
    searchable: true,
    recyclable: true,
    identity: {
      kind: 'person',
      name: 'name',
      phones: ['phone', 'phones'],
      emails: ['email', 'emails'],
      company: 'customerId',
      keyRole: { field: 'decisionRole', in: ['decider', 'influencer'] },
    },
    card: {
      name: 'name',
      organisation: 'customerId',
      title: 'title',
      phones: ['phone', 'phones'],
      emails: ['email', 'emails'],
      birthday: 'birthday',
      note: 'remark',
    },
  },
  access: [
    grant('administrator', `${work} purge merge`, 'all'),
    grant('rep', 'read create update delete print reveal import', 'member', 'visible'),
    grant('manager', `${work} merge`, 'memberDepartment', 'visible'),
    grant('director', `${work} merge`, 'all'),
    grant('operations', `${work} purge merge`, 'all'),
    grant('crmSupervisor', `${work} purge merge`, 'all'),
    grant('dataKeeper', `${work} merge`, 'all'),
    grant('customerSpecialist', 'read create update', 'memberDepartment', 'visible'),
    grant('seniorOrderTracker', 'read create update delete reveal', 'member', 'visible'),
    grant('intern', 'read create update', 'owner', 'visible'),
    grant('preSales', 'read', 'member', 'visible'),
    grant('callCentre', 'read create update', 'member', 'visible'),
    grant('service', 'read create update', 'all'),
    grant('finance', 'read', 'all'),
    grant('marketing', 'read', 'all'),
  ],
  title: 'name',
  list: [
    'name',
    'title',
    'customerId',
    'decisionRole',
    'reportsToId',
    'phone',
    'email',
    'isPrimary',
    'ownerId',
    'updatedAt',
  ],
  sort: '-updatedAt',
  form: [
    {
      label: label('联系人', 'Contact'),
      fields: ['customerId', 'name', 'title', 'decisionRole', 'reportsToId', 'phone', 'isPrimary'],
    },
    {
      label: label('更多', 'More'),
      fields: ['phones', 'email', 'emails', 'kind', 'style', 'remark'],
    },
    {
      label: label('个人情况', 'The person'),
      fields: ['gender', 'birthday', 'education', 'region', 'ethnicity', 'family', 'habits', 'hobbies'],
    },
  ],
  tabs: ['contact-relations.contactId', 'customers.introducerId'],
  indexes: [['customerId', '-updatedAt'], ['ownerId', '-updatedAt'], ['departmentId', '-updatedAt'], ['reportsToId']],
})
