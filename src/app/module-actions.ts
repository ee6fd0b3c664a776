import type { JobDef } from '../kernel/kernel.ts'
import type { ActionHandler, Hook } from '../kernel/records/parts.ts'
import type { Route } from '../kernel/rest/route.ts'
import { acquaintanceActions } from '../modules/customers/acquaintance.actions.ts'
import { contactHooks } from '../modules/customers/contacts.actions.ts'
import { customerActions } from '../modules/customers/customers.actions.ts'
import { instructionActions } from '../modules/customers/instructions.actions.ts'
import { revisitHooks, suggestionActions } from '../modules/customers/revisits.actions.ts'
import { revisitJob } from '../modules/customers/revisits.jobs.ts'
import { reportingHooks, standingHooks } from '../modules/customers/standing.actions.ts'
import { taskActions } from '../modules/customers/tasks.actions.ts'
import { repayAction, spendingActions, spendingHooks } from '../modules/finance/spending.actions.ts'
import { workReportHooks, workReportRoutes } from '../modules/office/work-reports.actions.ts'
import { employeeActions, employeeHooks } from '../modules/org/employees.actions.ts'
import { dealOutActions } from '../modules/pool/deal-out.actions.ts'
import { extensionActions, extensionHooks } from '../modules/pool/extensions.actions.ts'
import { poolChangeActions, poolChangeHooks } from '../modules/pool/pool-changes.actions.ts'
import { documentActions } from '../modules/sales/documents.actions.ts'
import { leadActions } from '../modules/sales/leads.actions.ts'
import { opportunityActions } from '../modules/sales/opportunities.actions.ts'
import { invoiceActions, paymentHooks } from '../modules/sales/payment.actions.ts'
import { priceListHooks } from '../modules/sales/price-lists.actions.ts'
import { sampleHooks } from '../modules/sales/samples.actions.ts'
import { opportunityHooks } from '../modules/sales/stages.actions.ts'

/** What modules are given of the engines they may not import. */
export type ModuleParts = Parameters<typeof extensionActions>[0] &
  Parameters<typeof poolChangeActions>[0] &
  Parameters<typeof workReportHooks>[0] &
  Parameters<typeof revisitJob>[0]

/** The actions of every module: what runs, and what the glossary names. */
export const moduleActions = (parts: ModuleParts): readonly ActionHandler[] => [
  ...customerActions(parts.kernel),
  ...acquaintanceActions(parts.kernel),
  ...taskActions(parts.kernel),
  ...instructionActions(parts.kernel),
  ...suggestionActions(parts.kernel),
  ...employeeActions(),
  ...extensionActions(parts),
  ...poolChangeActions(parts),
  ...dealOutActions(parts),
  ...leadActions(parts.kernel),
  ...documentActions(parts.kernel),
  ...invoiceActions(parts.kernel),
  ...spendingActions(parts.kernel),
  repayAction(parts.kernel),
  ...opportunityActions(parts.kernel),
]

/** What modules do on the write path. */
export const moduleHooks = (parts: ModuleParts): readonly Hook[] => [
  ...contactHooks(parts.kernel),
  ...reportingHooks(parts.kernel),
  ...standingHooks,
  ...employeeHooks(parts.kernel),
  ...extensionHooks(parts),
  ...poolChangeHooks(parts),
  ...workReportHooks(parts),
  ...revisitHooks(parts.kernel),
  ...opportunityHooks(parts.kernel),
  ...priceListHooks(parts.kernel),
  ...paymentHooks(parts.kernel),
  ...spendingHooks,
  ...sampleHooks(parts.kernel),
]

/** What modules do by themselves. */
export const moduleJobs = (parts: ModuleParts): readonly JobDef[] => [revisitJob(parts)]

/** What modules answer beside records and actions. */
export const moduleRoutes = (parts: ModuleParts): readonly Route[] => [...workReportRoutes(parts)]
