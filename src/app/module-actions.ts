import type { Kernel } from '../kernel/kernel.ts'
import type { ActionHandler } from '../kernel/records/parts.ts'
import { acquaintanceActions } from '../modules/customers/acquaintance.actions.ts'
import { customerActions } from '../modules/customers/customers.actions.ts'
import { taskActions } from '../modules/customers/tasks.actions.ts'
import { employeeActions } from '../modules/org/employees.actions.ts'
import { extensionActions } from '../modules/pool/extensions.actions.ts'

export type ExtensionParts = Parameters<typeof extensionActions>[0]

/** The actions of every module: what runs, and what the glossary names. */
export const moduleActions = (kernel: () => Kernel, extension: ExtensionParts): readonly ActionHandler[] => [
  ...customerActions(kernel),
  ...acquaintanceActions(kernel),
  ...taskActions(kernel),
  ...employeeActions(),
  ...extensionActions(extension),
]
