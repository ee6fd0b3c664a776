import sql from 'sql-template-tag'
import { listRuns } from '../../kernel/jobs.ts'
import { fieldMeta } from '../../kernel/rest/meta.ts'
import { objectOf } from '../../kernel/rest/records.ts'
import { bodyObject, type Call, type Reply, type Route } from '../../kernel/rest/route.ts'
import { addColumn, addIndexes, customColumn, tableOf } from '../../kernel/schema-sync.ts'
import { type Fault, fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import type { FieldDef } from '../../model/field.ts'
import { isObject, type Json } from '../../model/label.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { checkField } from '../../model/validate.ts'
import type { System } from '../boot.ts'

/** Fields, jobs and the like are the administrators': those who may edit roles. */
export const administratorsOnly = (call: Call): void => {
  const { kernel, context } = call
  if (!kernel.access.may(context.principal, kernel.registry().objects.get('roles')!, 'delete'))
    throw forbidden('no_right', '只有管理员可以这样做', 'Only administrators may do this', 'administrator')
}

/** A25: a field added at run time; every process has it at its next request. */
const addField = async (system: System, call: Call): Promise<Reply> => {
  administratorsOnly(call)
  const { kernel, context } = call
  const { object: path, name, ...rest } = bodyObject(call.body)
  const object = kernel.registry().objects.get(String(path))
  const faults: Fault[] = []
  if (path === undefined)
    throw invalid([
      fault('object', 'required', '缺少“object”：加在哪个对象上', '"object" is missing: which object gets it'),
    ])
  if (object === undefined)
    throw invalid([
      fault('object', 'unknown_object', `没有对象“${String(path)}”`, `There is no object "${String(path)}"`),
    ])
  if (typeof name !== 'string' || !/^[a-z][A-Za-z0-9]{0,39}$/.test(name))
    faults.push(
      fault(
        'name',
        'invalid_name',
        '名称以小写英文字母开头，只含字母和数字，最多 40 个字符',
        'A name begins with a small letter and has letters and digits only, at most 40',
      ),
    )
  else if (isTaken(object, name))
    faults.push(fault('name', 'not_unique', `“${name}”已经有了`, `"${name}" is already there`))
  const type = kernel.registry().fieldTypes.get(String(rest.type))
  if (type === undefined || !type.addable)
    faults.push(
      fault(
        'type',
        'unknown_option',
        `没有字段类型“${String(rest.type)}”`,
        `There is no field type "${String(rest.type)}"`,
      ),
    )
  const { label, options, ...keys } = rest
  for (const key of ['readOnly', 'derived', 'writeOnly', 'tracked', 'writableBy', 'unique'])
    if (keys[key] !== undefined)
      faults.push(fault(key, 'unknown_field', `自定义字段没有“${key}”`, `A field of your own has no "${key}"`))
  if (keys.mask !== undefined && !['phone', 'email', 'name', 'text'].includes(String(keys.mask)))
    faults.push(fault('mask', 'unknown_option', '没有这种掩码', 'There is no such mask'))
  if (
    !isObject(label) ||
    typeof label.zh !== 'string' ||
    typeof label.en !== 'string' ||
    label.zh.trim() === '' ||
    label.en.trim() === '' ||
    label.zh.length > 60 ||
    label.en.length > 60
  )
    faults.push(
      fault(
        'label',
        'required',
        '需要中文和英文名称，各不超过 60 个字',
        'A label in zh and en is needed, at most 60 characters each',
      ),
    )
  if (faults.length > 0) throw invalid(faults)
  const words = label as { zh: string; en: string }
  const def = {
    ...keys,
    zh: words.zh.trim(),
    en: words.en.trim(),
    ...(options === undefined ? {} : { options: optionsOf(options) }),
  } as FieldDef
  for (const wrong of checkField('', String(name), def, type!)) faults.push(definitionFault(wrong))
  if (faults.length > 0) throw invalid(faults)
  await mustHold(system, { custom: { object: object.path, name: String(name), def } })
  const compiled = { name: String(name), def, type: type!, column: '', custom: true, expansion: undefined }
  await addColumn(kernel.db, object.table, customColumn(kernel.types, compiled), async (tx) => {
    const { rowCount } = await tx.query(
      sql`INSERT INTO custom_fields (object, name, def, created_at, created_by_id) VALUES (${object.path}, ${String(name)}, ${JSON.stringify(def)}::jsonb, ${context.now}, ${context.principal.employeeId}) ON CONFLICT DO NOTHING`,
    )
    if (rowCount === 0)
      throw invalid([fault('name', 'not_unique', `“${String(name)}”已经有了`, `"${String(name)}" is already there`)])
    await tx.query(sql`UPDATE epochs SET registry = registry + 1`)
  })
  await system.catchUp()
  const after = kernel.registry().objects.get(object.path)!
  if (def.sortable === true) await addIndexes(kernel.db, tableOf(kernel.types, after, kernel.columns(after)))
  return {
    status: 201,
    body: { object: object.path, ...fieldMeta(kernel, context, after, after.fields.get(String(name))!) },
  }
}

/** A field answers its value under its name, and a reference its record beside it: neither may take the other's place. */
const isTaken = (object: CompiledObject, name: string): boolean => {
  const beside = name.endsWith('Id') ? name.slice(0, -2) : undefined
  return (
    object.fields.has(name) ||
    name === 'masked' ||
    (beside !== undefined && object.fields.has(beside)) ||
    [...object.fields.values()].some((field) => field.expansion === name)
  )
}

/** `.options: missing`, as the language says it at load, for the person who fills in the form. */
const definitionFault = (wrong: string): Fault => {
  const [address = '', what = ''] = wrong.split(/: (.*)/s)
  const key = address.replace(/^\./, '')
  if (what === 'not a usable name')
    return fault(
      'name',
      'invalid_name',
      '这个名称另有用处，请换一个',
      'This name serves something else; choose another',
    )
  if (what === 'missing') return fault(key, 'required', `缺少“${key}”`, `"${key}" is missing`)
  if (what === 'unknown key')
    return fault(key, 'unknown_field', `这种字段没有“${key}”`, `A field of this type has no "${key}"`)
  if (what === 'should be options')
    return fault(
      key,
      'invalid',
      '选项应有 1 个以上，各有 key 和中英文名称',
      'Give one option or more, each with a key and a label in zh and en',
    )
  return fault(
    key,
    'invalid',
    `字段定义不对：${key === '' ? '' : `“${key}”`}${what}`,
    `The field does not hold: ${wrong}`,
  )
}

/** What would not load is refused before it is kept: once stored, it would stop every process. */
const mustHold = async (system: System, more: Parameters<System['tryRegistry']>[0]): Promise<void> => {
  try {
    await system.tryRegistry(more)
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('The definitions do not hold')) throw error
    const wrong = error.message.split('\n').slice(1).join(';').trim()
    throw invalid([fault('name', 'invalid', `字段定义不对：${wrong}`, `The field does not hold: ${wrong}`)])
  }
}

/** Options come as `{key, label:{zh,en}}` or `{key, zh, en}`. */
const optionsOf = (offered: unknown): Json =>
  (Array.isArray(offered) ? offered : []).map((option) => {
    const one = isObject(option) ? option : {}
    const words = isObject(one.label) ? one.label : one
    return {
      key: String(one.key ?? ''),
      zh: String(words.zh ?? ''),
      en: String(words.en ?? words.zh ?? ''),
      ...(typeof one.parent === 'string' ? { parent: one.parent } : {}),
      ...(typeof one.color === 'string' ? { color: one.color } : {}),
    }
  })

/** Labels, help and options of any field, declared ones too (B1: classes and sub-classes). */
const changeField = async (system: System, call: Call): Promise<Reply> => {
  administratorsOnly(call)
  const { kernel, context } = call
  const object = objectOf(call)
  const field = object.fields.get(call.params.name ?? '')
  if (field === undefined) throw notFound()
  const body = bodyObject(call.body)
  const faults: Fault[] = []
  for (const key of Object.keys(body))
    if (!['label', 'options', 'help', 'required'].includes(key))
      faults.push(fault(key, 'unknown_field', `不能改“${key}”`, `"${key}" cannot be changed`))
  const change: Record<string, Json> = {}
  if (isObject(body.label))
    Object.assign(change, { zh: String(body.label.zh ?? field.def.zh), en: String(body.label.en ?? field.def.en) })
  const words = [change.zh, change.en].filter((word) => word !== undefined).map(String)
  if ((body.label !== undefined && words.length === 0) || words.some((word) => word.trim() === '' || word.length > 60))
    faults.push(
      fault('label', 'required', '名称不能为空，最多 60 个字', 'A label is not empty, with at most 60 characters each'),
    )
  if (isObject(body.help)) change.help = { zh: String(body.help.zh ?? ''), en: String(body.help.en ?? '') }
  if (typeof body.required === 'boolean') {
    if (
      field.def.readOnly === true ||
      field.def.derived === true ||
      ['ownerId', 'departmentId', 'poolId'].includes(field.name)
    )
      faults.push(
        fault('required', 'read_only', '系统维护的字段不能设为必填', 'A field the system keeps cannot be required'),
      )
    change.required = body.required
  }
  if (body.options !== undefined) {
    change.options = optionsOf(body.options)
    const kept = new Set((change.options as { key: string }[]).map((option) => option.key))
    const gone = ((field.def.options ?? []) as { key: string }[]).filter(
      (option) => !kept.has(option.key) && !field.custom,
    )
    if (gone.length > 0)
      faults.push(
        fault(
          'options',
          'in_use',
          `内置选项不能删除：${gone.map((option) => option.key).join('、')}`,
          `Built-in options stay: ${gone.map((option) => option.key).join(', ')}`,
        ),
      )
  }
  for (const wrong of checkField('', field.name, { ...field.def, ...change } as FieldDef, field.type))
    faults.push(definitionFault(wrong))
  if (faults.length > 0) throw invalid(faults)
  await mustHold(system, { override: { object: object.path, name: field.name, change } })
  await kernel.db.transaction(async (tx) => {
    await tx.query(
      sql`INSERT INTO field_overrides (object, name, change, updated_at) VALUES (${object.path}, ${field.name}, ${JSON.stringify(change)}::jsonb, ${context.now}) ON CONFLICT (object, name) DO UPDATE SET change = field_overrides.change || excluded.change, updated_at = excluded.updated_at`,
    )
    await tx.query(sql`UPDATE epochs SET registry = registry + 1`)
  })
  await system.catchUp()
  const after = kernel.registry().objects.get(object.path)!
  return { body: { object: object.path, ...fieldMeta(kernel, context, after, after.fields.get(field.name)!) } }
}

const listFields = async (call: Call): Promise<Reply> => {
  administratorsOnly(call)
  const { kernel, context } = call
  const objects = [...kernel.registry().objects.values()].filter(
    (object) => call.query.object === undefined || object.path === call.query.object,
  )
  return {
    body: {
      data: objects.flatMap((object) =>
        [...object.fields.values()].map((field) => ({
          object: object.path,
          ...fieldMeta(kernel, context, object, field),
        })),
      ),
    },
  }
}

const listJobs = async (call: Call): Promise<Reply> => {
  administratorsOnly(call)
  const data = await Promise.all(
    [...call.kernel.jobs.values()].map(async (job) => ({
      name: job.name,
      label: job.label,
      schedule: job.schedule ?? null,
      lastRun: (await listRuns(call.kernel.db, job.name))[0] ?? null,
    })),
  )
  return { body: { data } }
}

export const systemRoutes = (system: System): readonly Route[] => [
  { method: 'GET', path: '/fields', run: listFields },
  { method: 'POST', path: '/fields', run: (call) => addField(system, call) },
  { method: 'PATCH', path: '/fields/:object/:name', run: (call) => changeField(system, call) },
  { method: 'GET', path: '/jobs', run: listJobs },
  {
    method: 'POST',
    path: '/jobs/:name/run',
    run: async (call) => {
      administratorsOnly(call)
      return {
        status: 202,
        body: { runId: await call.kernel.enqueue(call.params.name ?? '', call.context.principal.employeeId) },
      }
    },
  },
  {
    method: 'GET',
    path: '/jobs/:name/runs',
    run: async (call) => {
      administratorsOnly(call)
      if (!call.kernel.jobs.has(call.params.name ?? '')) throw notFound()
      return {
        body: { data: await listRuns(call.kernel.db, call.params.name ?? ''), page: { next: null, total: null } },
      }
    },
  },
]
