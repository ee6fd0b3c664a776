import { sqlFieldTypes } from '../fields/field-types.sql.ts'
import { fieldTypes } from '../fields/field-types.ts'
import type { ActionDef } from '../model/action.ts'
import type { Notice } from '../model/notice.ts'
import type { ObjectDef } from '../model/object.ts'
import type { Declarations } from '../model/registry.ts'
import { competitors } from '../modules/customers/competitors.object.ts'
import { contactRelations } from '../modules/customers/contact-relations.object.ts'
import { contacts } from '../modules/customers/contacts.object.ts'
import { creditIncidents } from '../modules/customers/credit-incidents.object.ts'
import { customerRelations } from '../modules/customers/customer-relations.object.ts'
import { customerReminders, taskReminders } from '../modules/customers/customers.insights.ts'
import { customers } from '../modules/customers/customers.object.ts'
import { customerRules } from '../modules/customers/customers.rules.ts'
import { encounters } from '../modules/customers/encounters.object.ts'
import { followUps } from '../modules/customers/follow-ups.object.ts'
import { needs } from '../modules/customers/needs.object.ts'
import { tasks } from '../modules/customers/tasks.object.ts'
import { departments } from '../modules/org/departments.object.ts'
import { employees } from '../modules/org/employees.object.ts'
import { roles } from '../modules/org/roles.object.ts'
import { views } from '../modules/org/views.object.ts'
import { extensions } from '../modules/pool/extensions.object.ts'
import { extensionNotices, ownershipNotices } from '../modules/pool/pool.insights.ts'
import { pools } from '../modules/pool/pools.object.ts'

/** Every object there is, in the order of menus and search. */
export const objects: readonly ObjectDef[] = [
  customers,
  contacts,
  followUps,
  tasks,
  needs,
  encounters,
  creditIncidents,
  customerRelations,
  contactRelations,
  competitors,
  extensions,
  employees,
  departments,
  roles,
  pools,
  views,
]

export const pooledObjects: readonly string[] = objects
  .filter((object) => object.traits.pooled === true)
  .map((object) => object.path)

/** Those that go into the pool and out of it with another record. */
export const followingObjects: readonly string[] = objects
  .filter((object) => object.traits.follows !== undefined)
  .map((object) => object.path)

export const sqlTypes = new Map(
  (Array.isArray(sqlFieldTypes) ? sqlFieldTypes : [...sqlFieldTypes.values()]).map((type) => [type.name, type]),
)

/** Who hears of what. */
export const notices: readonly Notice[] = [...pooledObjects.flatMap(ownershipNotices), ...extensionNotices]

/** All declarations that are checked in; administrators' ones are added by the kernel. */
export const declarations = (actions: readonly ActionDef[]): Declarations => ({
  fieldTypes,
  objects,
  rules: customerRules,
  actions: [...actions],
  reminders: [...customerReminders, ...taskReminders],
})
