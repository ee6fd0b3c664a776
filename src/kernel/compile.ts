import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { Json } from '../model/label.ts'
import type { Predicate } from '../model/predicate.ts'
import type { CompiledField, CompiledObject, Registry } from '../model/registry.ts'
import type { SqlFieldType, SqlShape } from '../model/sql-field.ts'

export type SqlTypes = ReadonlyMap<string, SqlFieldType>

export interface Compiler {
  readonly registry: Registry
  readonly types: SqlTypes
  /** The rows are named already: what leads through another record is asked of each, never found beforehand. */
  readonly named?: boolean
}

export const shapeOf = (types: SqlTypes, field: CompiledField): SqlShape => {
  const { shape } = sqlTypeOf(types, field)
  return typeof shape === 'function' ? shape(field.def) : shape
}

export const sqlTypeOf = (types: SqlTypes, field: CompiledField): SqlFieldType => {
  const type = types.get(field.type.name)
  if (type === undefined) throw new Error(`field type ${field.type.name} has no column`)
  return type
}

const likePattern = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`)

/** Compiles a predicate on `object`, whose row is called `alias` in the statement. Two-valued: nothing ever is unknown. */
export const compile = (compiler: Compiler, object: CompiledObject, p: Predicate, alias: string): Sql => {
  switch (p.kind) {
    case 'all':
      return p.of.length === 0
        ? sql`TRUE`
        : sql`(${join(
            p.of.map((of) => compile(compiler, object, of, alias)),
            ' AND ',
          )})`
    case 'any':
      return p.of.length === 0
        ? sql`FALSE`
        : sql`(${join(
            p.of.map((of) => compile(compiler, object, of, alias)),
            ' OR ',
          )})`
    case 'not':
      return sql`((${compile(compiler, object, p.of, alias)}) IS NOT TRUE)`
    case 'test': {
      const field = object.fields.get(p.field)
      if (field === undefined) throw new Error(`${object.path} has no field ${p.field}`)
      return compare(compiler, field, p.operator, p.value, alias)
    }
    case 'via': {
      const field = object.fields.get(p.field)
      const target = compiler.registry.objects.get(p.to)
      if (field === undefined || target === undefined) throw new Error(`${object.path}.${p.field} leads nowhere`)
      const inner = `${alias}_${field.column}`
      // A record in the recycle bin gives no reach to what refers to it; the indexes hold live rows only.
      const alive = target.def.traits.recyclable === true ? raw(`${inner}.deleted_at IS NULL AND `) : empty
      if (p.few === true && compiler.named !== true)
        return sql`${raw(`${alias}.${field.column}`)} = ANY(ARRAY(SELECT ${raw(`${inner}.id FROM ${target.table} ${inner}`)} WHERE ${alive}${compile(compiler, target, p.where, inner)}))`
      // OFFSET 0: asked row by row. Without it PostgreSQL hashes every row within reach first (2 s instead of 5 ms a page).
      return sql`EXISTS (SELECT 1 FROM ${raw(`${target.table} ${inner}`)} WHERE ${raw(`${inner}.id = ${alias}.${field.column}`)} AND ${alive}${compile(compiler, target, p.where, inner)} OFFSET 0)`
    }
    case 'has': {
      const source = compiler.registry.objects.get(p.from)
      const field = source?.fields.get(p.field)
      if (source === undefined || field === undefined) throw new Error(`${p.from}.${p.field} is not there`)
      const inner = `${alias}_${source.table}`
      return sql`EXISTS (SELECT 1 FROM ${raw(`${source.table} ${inner}`)} WHERE ${raw(`${inner}.${field.column} = ${alias}.id`)} AND ${compile(compiler, source, p.where, inner)} OFFSET 0)`
    }
    case 'shared':
      return sql`EXISTS (SELECT 1 FROM record_members m WHERE m.object = ${object.path} AND m.record_id = ${raw(`${alias}.id`)}
        AND (m.employee_id = ${p.employeeId} OR m.department_id = ANY(${p.departmentIds}::uuid[]))
        AND (m.until IS NULL OR m.until > ${p.at}) ${p.write ? sql`AND m.access = 'write'` : empty})`
  }
}

const compare = (compiler: Compiler, field: CompiledField, operator: string, value: Json, alias: string): Sql => {
  const column = raw(`${alias}.${field.column}`)
  const type = sqlTypeOf(compiler.types, field)
  const shape = shapeOf(compiler.types, field)
  if (operator === 'isNull') {
    const nothing =
      shape === 'array'
        ? sql`(${column} IS NULL OR cardinality(${column}) = 0)`
        : shape === 'points'
          ? sql`(${column} IS NULL OR ${column} = '[]'::jsonb)`
          : sql`(${column} IS NULL)`
    return value === true ? nothing : sql`(NOT ${nothing})`
  }
  if (shape === 'points') return points(column, operator, value)
  if (shape === 'array') return elements(column, type.cast, operator, value)
  const one = (v: Json) => sql`${v}${raw(`::${type.cast}`)}`
  const many = (v: Json) => sql`${v}${raw(`::${type.cast}[]`)}`
  switch (operator) {
    case 'eq':
      return sql`${column} = ${one(value)}`
    case 'ne':
      return sql`${column} IS DISTINCT FROM ${one(value)}`
    case 'in':
      return Array.isArray(value) && value.length === 1
        ? sql`${column} = ${one(value[0] as Json)}`
        : sql`${column} = ANY(${many(value)})`
    case 'nin':
      return sql`(${column} = ANY(${many(value)})) IS NOT TRUE`
    case 'lt':
      return sql`${column} < ${one(value)}`
    case 'lte':
      return sql`${column} <= ${one(value)}`
    case 'gt':
      return sql`${column} > ${one(value)}`
    case 'gte':
      return sql`${column} >= ${one(value)}`
    case 'contains':
      return sql`${column} ILIKE ${`%${likePattern(String(value))}%`}`
    case 'startsWith':
      return sql`${column} ILIKE ${`${likePattern(String(value))}%`}`
    case 'under':
      return Array.isArray(value)
        ? sql`${column} = ANY(${many(value)})`
        : sql`${column} LIKE ${`${likePattern(String(value))}%`}`
    default:
      throw new Error(`operator ${operator} has no SQL`)
  }
}

const elements = (column: Sql, cast: string, operator: string, value: Json): Sql => {
  const list = sql`${Array.isArray(value) ? value : [value]}${raw(`::${cast}[]`)}`
  switch (operator) {
    case 'contains':
    case 'eq':
      return sql`${column} @> ${list}`
    case 'ne':
      return sql`(${column} @> ${list}) IS NOT TRUE`
    case 'in':
      return sql`${column} && ${list}`
    case 'nin':
      return sql`(${column} && ${list}) IS NOT TRUE`
    default:
      throw new Error(`operator ${operator} has no SQL on a list`)
  }
}

const points = (column: Sql, operator: string, value: Json): Sql => {
  const holds = (v: Json) => sql`${column} @> ${JSON.stringify([{ value: v }])}::jsonb`
  const any = (Array.isArray(value) ? value : [value]).map((v) => holds(v as Json))
  const some = any.length === 0 ? sql`FALSE` : sql`(${join(any, ' OR ')})`
  return operator === 'ne' || operator === 'nin' ? sql`(${some} IS NOT TRUE)` : some
}
