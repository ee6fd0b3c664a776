import type { FieldDef } from '../../model/field.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { Kernel } from '../kernel.ts'
import type { Context } from '../principal.ts'

export type Schema = Record<string, unknown>

export const problem = {
  description: 'A problem document (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}
export const json = (schema: Schema, description = 'OK', example?: unknown) => ({
  description,
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
})
export const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
export const schemaName = (object: CompiledObject) => object.label.en.replace(/[^A-Za-z]/g, '')
export const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }
export const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The quoted version the caller saw; stale is 412',
}
export const idempotency = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }
export const query = (name: string, description: string, schema: Schema = { type: 'string' }) => ({
  name,
  in: 'query',
  required: false,
  schema,
  description,
})

const schemaOf = (kernel: Kernel, def: FieldDef): Schema => ({
  ...kernel.registry().fieldTypes.get(def.type)!.jsonSchema(def),
  title: `${def.zh} · ${def.en}`,
  ...(def.help === undefined ? {} : { description: `${def.help.zh} · ${def.help.en}` }),
})

const nullable = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })

export const recordSchema = (kernel: Kernel, context: Context, object: CompiledObject): Schema => {
  const readable = [...object.fields.values()].filter(
    (field) => field.def.writeOnly !== true && kernel.access.field(context.principal, object, field.name) !== 'none',
  )
  const properties: Record<string, Schema> = {}
  for (const field of readable) {
    properties[field.name] =
      field.def.required === true ? schemaOf(kernel, field.def) : nullable(schemaOf(kernel, field.def))
    if (field.expansion !== undefined) properties[field.expansion] = nullable(ref('Named'))
  }
  properties.can = { type: 'object', additionalProperties: { type: 'boolean' } }
  properties.why = { type: 'object', additionalProperties: ref('Reason') }
  return { type: 'object', title: `${object.label.zh} · ${object.label.en}`, properties, required: ['id', 'version'] }
}

export const inputSchema = (kernel: Kernel, context: Context, object: CompiledObject, isNew: boolean): Schema => {
  const writable = [...object.fields.values()].filter(
    (field) => field.def.readOnly !== true && kernel.access.field(context.principal, object, field.name) === 'write',
  )
  const required = isNew
    ? writable
        .filter((field) => field.def.required === true && field.def.default === undefined)
        .map((field) => field.name)
    : []
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      writable.map((field) => [
        field.name,
        field.def.required === true ? schemaOf(kernel, field.def) : nullable(schemaOf(kernel, field.def)),
      ]),
    ),
    ...(required.length === 0 ? {} : { required }),
  }
}

export const actionInput = (kernel: Kernel, input: Readonly<Record<string, FieldDef>>): Schema => {
  const required = Object.entries(input)
    .filter(([, def]) => def.required === true && def.default === undefined)
    .map(([name]) => name)
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(input).map(([name, def]) => [name, nullable(schemaOf(kernel, def))])),
    ...(required.length === 0 ? {} : { required }),
  }
}
