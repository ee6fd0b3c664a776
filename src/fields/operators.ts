import type { Operator } from '../model/field.ts'

/** Values that are the same or not. */
export const equality: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'isNull']
/** Values that stand in an order. */
export const ordered: readonly Operator[] = [...equality, 'lt', 'lte', 'gt', 'gte', 'between']
/** Texts: in an order, and searched. */
export const textual: readonly Operator[] = [...ordered, 'contains', 'startsWith']
/** Lists, filtered by one element. */
export const listed: readonly Operator[] = [...equality, 'contains']
