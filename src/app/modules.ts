import { sqlFieldTypes } from '../fields/field-types.sql.ts'
import { fieldTypes } from '../fields/field-types.ts'
import type { ActionDef } from '../model/action.ts'
import type { Notice, NoticeKind } from '../model/notice.ts'
import type { ObjectDef } from '../model/object.ts'
import type { Declarations } from '../model/registry.ts'
import { approvalFlows } from '../modules/approvals/approval-flows.object.ts'
import { approvalNotices, approvalReminders } from '../modules/approvals/approvals.insights.ts'
import { approvals } from '../modules/approvals/approvals.object.ts'
import { substitutes } from '../modules/approvals/substitutes.object.ts'
import { automations } from '../modules/automation/automations.object.ts'
import { calendarNotices, datedMoments as dated } from '../modules/calendar/calendar.insights.ts'
import { calendarEvents } from '../modules/calendar/calendar-events.object.ts'
import { companyGroups } from '../modules/customers/company-groups.object.ts'
import { competitorOrders } from '../modules/customers/competitor-orders.object.ts'
import { competitorProducts } from '../modules/customers/competitor-products.object.ts'
import { competitors } from '../modules/customers/competitors.object.ts'
import { contactRelations } from '../modules/customers/contact-relations.object.ts'
import { contacts } from '../modules/customers/contacts.object.ts'
import { creditIncidents } from '../modules/customers/credit-incidents.object.ts'
import { customerRelations } from '../modules/customers/customer-relations.object.ts'
import {
  customerReminders,
  followUpReminders,
  instructionKinds,
  instructionNotices,
  taskReminders,
} from '../modules/customers/customers.insights.ts'
import { customers } from '../modules/customers/customers.object.ts'
import { customerRules } from '../modules/customers/customers.rules.ts'
import { encounters } from '../modules/customers/encounters.object.ts'
import { followUps } from '../modules/customers/follow-ups.object.ts'
import { identityKinds, keyPeopleNotices, mergeNotices } from '../modules/customers/identity.insights.ts'
import { instructions } from '../modules/customers/instructions.object.ts'
import { needs } from '../modules/customers/needs.object.ts'
import { places } from '../modules/customers/places.object.ts'
import { suggestions } from '../modules/customers/suggestions.object.ts'
import { takeovers } from '../modules/customers/takeovers.object.ts'
import { tasks } from '../modules/customers/tasks.object.ts'
import { expenses } from '../modules/finance/expenses.object.ts'
import { loans } from '../modules/finance/loans.object.ts'
import { officeKinds, officeNotices } from '../modules/office/office.insights.ts'
import { workReports } from '../modules/office/work-reports.object.ts'
import { departments } from '../modules/org/departments.object.ts'
import { employees } from '../modules/org/employees.object.ts'
import { printTemplates } from '../modules/org/print-templates.object.ts'
import { roles } from '../modules/org/roles.object.ts'
import { views } from '../modules/org/views.object.ts'
import { extensions } from '../modules/pool/extensions.object.ts'
import { decidedNotices, ownershipKinds, ownershipNotices } from '../modules/pool/pool.insights.ts'
import { poolChanges } from '../modules/pool/pool-changes.object.ts'
import { pools } from '../modules/pool/pools.object.ts'

import { contracts } from '../modules/sales/contracts.object.ts'
import { invoices } from '../modules/sales/invoices.object.ts'
import { leads } from '../modules/sales/leads.object.ts'
import { leadScore } from '../modules/sales/leads.rules.ts'
import { opportunities } from '../modules/sales/opportunities.object.ts'
import { orders } from '../modules/sales/orders.object.ts'
import { paymentPlans } from '../modules/sales/payment-plans.object.ts'
import { priceLists } from '../modules/sales/price-lists.object.ts'
import { productCategories, products } from '../modules/sales/products.object.ts'
import { quotes } from '../modules/sales/quotes.object.ts'
import { receipts } from '../modules/sales/receipts.object.ts'
import { sampleLoans, samples } from '../modules/sales/samples.object.ts'
import { lostReasons, pipelines, stages } from '../modules/sales/stages.object.ts'

/** Every object there is, in the order of menus and search. */
export const objects: readonly ObjectDef[] = [
  customers,
  contacts,
  followUps,
  tasks,
  takeovers,
  suggestions,
  instructions,
  workReports,
  calendarEvents,
  needs,
  encounters,
  creditIncidents,
  customerRelations,
  contactRelations,
  companyGroups,
  places,
  competitors,
  competitorProducts,
  competitorOrders,
  leads,
  opportunities,
  quotes,
  contracts,
  orders,
  paymentPlans,
  receipts,
  invoices,
  expenses,
  loans,
  products,
  productCategories,
  priceLists,
  samples,
  sampleLoans,
  pipelines,
  stages,
  lostReasons,
  approvals,
  approvalFlows,
  substitutes,
  automations,
  extensions,
  employees,
  departments,
  roles,
  pools,
  poolChanges,
  views,
  printTemplates,
]

export const pooledObjects: readonly string[] = objects
  .filter((object) => object.traits.pooled === true)
  .map((object) => object.path)

/** Those that say who they are: duplicates of them are looked for. */
export const identifiedObjects: readonly string[] = objects
  .filter((object) => object.traits.identity !== undefined)
  .map((object) => object.path)

/** Those that go into the pool and out of it with another record. */
export const followingObjects: readonly string[] = objects
  .filter((object) => object.traits.follows !== undefined)
  .map((object) => object.path)

export const sqlTypes = new Map(
  (Array.isArray(sqlFieldTypes) ? sqlFieldTypes : [...sqlFieldTypes.values()]).map((type) => [type.name, type]),
)

/** Who hears of what. */
export const notices: readonly Notice[] = [
  ...pooledObjects.flatMap(ownershipNotices),
  ...decidedNotices,
  ...approvalNotices,
  ...instructionNotices,
  ...officeNotices,
  ...calendarNotices,
  ...identifiedObjects.flatMap(mergeNotices),
  ...pooledObjects.flatMap(keyPeopleNotices),
]

/** The kinds of notices people choose channels by, in the order of their settings. */
export const noticeKinds: readonly NoticeKind[] = [
  ...ownershipKinds,
  ...identityKinds,
  ...instructionKinds,
  ...officeKinds,
]

/** What holds the runs of approvals, the flows they go by, and who stands in for whom. */
export const approvalObjects = {
  runs: approvals.path,
  flows: approvalFlows.path,
  substitutes: substitutes.path,
} as const

/** What holds automations, and what their tasks are. */
export const automationObjects = { automations: automations.path, tasks: tasks.path } as const

/** What stands on the calendar: events, and the moments of other records. */
export const calendar = { events: calendarEvents.path, dated } as const

/** All declarations that are checked in; administrators' ones are added by the kernel. */
export const declarations = (actions: readonly ActionDef[]): Declarations => ({
  fieldTypes,
  objects,
  rules: [...customerRules, leadScore],
  actions: [...actions],
  reminders: [...customerReminders, ...taskReminders, ...followUpReminders, ...approvalReminders],
})
