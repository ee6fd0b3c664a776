import { longText } from '../../fields/long-text/long-text.ts'
import { text } from '../../fields/text/text.ts'
import { url } from '../../fields/url/url.ts'
import { label } from '../../model/label.ts'
import { defineObject, type Grant, grant } from '../../model/object.ts'
import { staffRoles } from '../org/roles.rules.ts'

/** Read by everybody on the staff, kept by those who meet them. */
export const competitorAccess: readonly Grant[] = [
  ...staffRoles.map((role) => grant(role, 'read', 'all')),
  ...['rep', 'manager', 'seniorOrderTracker', 'preSales', 'marketInformation'].map((role) =>
    grant(role, 'read create update', 'all'),
  ),
  ...['administrator', 'director', 'operations', 'crmSupervisor', 'marketing', 'dataKeeper'].map((role) =>
    grant(role, 'read create update delete export import', 'all'),
  ),
]

/** 竞争对手: who else sells to our customers (A22). */
export const competitors = defineObject('competitors', label('竞争对手', 'Competitor'), {
  fields: {
    name: text({ zh: '名称', en: 'Name', required: true, max: 200, search: true, sortable: true, unique: true }),
    website: url({ zh: '网址', en: 'Website' }),
    strengths: longText({ zh: '优势', en: 'Strengths', max: 5000 }),
    weaknesses: longText({ zh: '弱点', en: 'Weaknesses', max: 5000 }),
    remark: longText({ zh: '备注', en: 'Remark', max: 5000 }),
  },
  traits: { importable: true, exportable: true, searchable: true, recyclable: true },
  access: competitorAccess,
  title: 'name',
  list: ['name', 'strengths', 'weaknesses', 'website', 'updatedAt'],
  sort: 'name',
  form: [{ label: label('竞争对手', 'Competitor'), fields: ['name', 'website', 'strengths', 'weaknesses', 'remark'] }],
  tabs: ['competitor-products.competitorId', 'competitor-orders.competitorId', 'encounters.competitorId'],
})
