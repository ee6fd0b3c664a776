import { type Grant, grant } from '../../model/object.ts'

const work = 'read create update delete'
const lead = `${work} export import`

/** What stands on a customer's file is read by all who may read the file, and written by those who work on it (A24, A35). */
export const partAccess: readonly Grant[] = [
  grant('administrator', `${lead} purge`, 'all'),
  grant('rep', work, 'member', 'visible'),
  grant('manager', lead, 'memberDepartment', 'visible'),
  grant('director', lead, 'all'),
  grant('operations', `${lead} purge`, 'all'),
  grant('crmSupervisor', `${lead} purge`, 'all'),
  grant('dataKeeper', lead, 'all'),
  grant('customerSpecialist', 'read create update', 'memberDepartment', 'visible'),
  grant('seniorOrderTracker', work, 'member', 'visible'),
  grant('intern', 'read create update', 'member', 'owned'),
  grant('preSales', 'read create update', 'member', 'visible'),
  grant('callCentre', 'read create update', 'member', 'visible'),
  grant('service', 'read create update', 'member', 'visible'),
  grant('finance', 'read', 'member', 'visible'),
  grant('marketing', 'read', 'member', 'visible'),
]
