import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Application, createApplication } from '../src/app/application.ts'
import { sqlTypes } from '../src/app/modules.ts'
import { fieldTypes } from '../src/fields/field-types.ts'
import { schemaText, tableOf } from '../src/kernel/schema-sync.ts'
import { createRegistry } from '../src/model/registry.ts'
import { type Answer, password, startTestApp, type TestApp } from './support/app.ts'

/** An object of its own file, as JSON; the line under test is `warranty`. */
const { scratch } = vi.hoisted(() => ({
  scratch: {
    path: 'scratch-machines',
    label: { zh: '样机', en: 'Scratch machine' },
    fields: {
      name: { type: 'text', zh: '名称', en: 'Name', required: true, max: 60, search: true, sortable: true },
      warranty: {
        type: 'choice',
        zh: '质保',
        en: 'Warranty',
        sortable: true,
        options: [
          { key: 'one', zh: '一年', en: 'One year' },
          { key: 'two', zh: '两年', en: 'Two years' },
        ],
      },
    },
    traits: { owned: true, importable: true, exportable: true, searchable: true, recyclable: true },
    access: [
      {
        role: 'administrator',
        functions: ['read', 'create', 'update', 'delete', 'export', 'import'],
        scope: 'all' as const,
      },
    ],
    title: 'name',
    list: ['name', 'warranty', 'ownerId'],
    sort: '-updatedAt',
    form: [{ label: { zh: '样机', en: 'Machine' }, fields: ['name', 'warranty'] }],
  },
}))

vi.mock('../src/app/modules.ts', async (original) => {
  const modules = await original<typeof import('../src/app/modules.ts')>()
  const objects = [...modules.objects, scratch]
  return {
    ...modules,
    objects,
    declarations: (actions: Parameters<typeof modules.declarations>[0]) => ({
      ...modules.declarations(actions),
      objects,
    }),
  }
})

type Ask = (method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) => Promise<Answer>

interface Line {
  readonly object: string
  readonly field: string
  readonly column: string
  readonly label: string
  /** Two values, and how a file says them. */
  readonly values: readonly [unknown, unknown]
  readonly written: readonly [string, string]
}

/** Everything derived from a declaration, asked for over HTTP by an administrator. */
const expectEverywhere = async (ask: Ask, app: TestApp, line: Line) => {
  const { object, field, values, written } = line
  const { rows: columns } = await app.app.system.kernel.db.pool.query(
    'SELECT column_name FROM information_schema.columns WHERE table_name = $1',
    [object.replaceAll('-', '_')],
  )
  expect(columns.map((column) => column.column_name)).toContain(line.column)

  const meta = (await ask('GET', `/meta/${object}`)).body
  expect(meta.fields.find((one: { name: string }) => one.name === field)).toMatchObject({
    label: { zh: line.label },
    readable: true,
    writable: true,
  })
  expect(meta.form.flatMap((section: { fields: string[] }) => section.fields)).toContain(field)
  expect(
    (await ask('GET', '/openapi.json')).body.components.schemas[meta.label.en.replaceAll(/[^A-Za-z]/g, '')].properties,
  ).toHaveProperty(field)

  const made = await ask('POST', `/${object}`, { name: `一行 ${field}`, [field]: values[0] })
  expect(made.status).toBe(201)
  expect((await ask('GET', `/${object}/${made.body.id}`)).body[field]).toEqual(values[0])
  expect((await ask('POST', `/${object}`, { name: '不对', [field]: { no: 'such value' } })).body.errors[0].path).toBe(
    field,
  )
  expect((await ask('PATCH', `/${object}/${made.body.id}`, { [field]: values[1] })).body[field]).toEqual(values[1])

  const listed = async (value: unknown) =>
    (
      await ask(
        'GET',
        `/${object}?fields=name,${field}&filter=${encodeURIComponent(JSON.stringify({ [field]: value }))}`,
      )
    ).body.data
  expect(await listed(values[1])).toMatchObject([{ id: made.body.id, [field]: values[1] }])
  expect(await listed(values[0])).toEqual([])

  const history = (await ask('GET', `/${object}/${made.body.id}/history`)).body.data
  expect(history[0].changes).toContainEqual({ field, from: values[0], to: values[1] })

  const file = String((await ask('GET', `/${object}/export?format=csv`)).body)
  expect(file).toContain(line.label)
  expect(file).toContain(written[1])

  const imported = await importFile(ask, object, `名称,${line.label}\n导入 ${field},${written[0]}\n`)
  expect(imported).toMatchObject({ status: 'done', created: 1, failed: 0 })
  expect(await listed(values[0])).toMatchObject([{ name: `导入 ${field}` }])
}

const importFile = async (ask: Ask, object: string, csv: string) => {
  const made = await ask('POST', '/imports', { object, csv })
  expect(made.status).toBe(201)
  expect((await ask('POST', `/imports/${made.body.id}/start`)).status).toBe(202)
  return vi.waitFor(
    async () => {
      const { body } = await ask('GET', `/imports/${made.body.id}`)
      expect(['done', 'failed']).toContain(body.status)
      return body
    },
    { timeout: 20_000, interval: 100 },
  )
}

/** A file goes as a form; everything else as JSON. */
const formOf = ({ object, csv }: { object?: string; csv?: string }) => {
  const part = (head: string, body: string) => `--line\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  return `${part('name="object"', object ?? '')}${part('name="file"; filename="一行.csv"\r\nContent-Type: text/csv', csv ?? '')}--line--\r\n`
}

const signIn = async (process: Application): Promise<Ask> => {
  const session = await process.http.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { account: 'admin', password },
  })
  const cookie = String(session.headers['set-cookie']).split(';')[0]!
  return async (method, path, body) => {
    const isFile = path === '/imports' && method === 'POST'
    const answer = await process.http.inject({
      method,
      url: `/api/v1${path}`,
      headers: { cookie, ...(isFile ? { 'content-type': 'multipart/form-data; boundary=line' } : {}) },
      ...(isFile ? { payload: formOf(body ?? {}) } : method === 'GET' ? {} : { payload: body ?? {} }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      body: isJson ? answer.json() : answer.body,
      headers: answer.headers as Answer['headers'],
    }
  }
}

describe('a field is one line', () => {
  let app: TestApp
  let second: Application
  let here: Ask
  let there: Ask
  beforeAll(async () => {
    app = await startTestApp()
    second = await createApplication({
      url: String(app.app.system.kernel.db.pool.options.connectionString),
      schedule: false,
      poolSize: 6,
    })
    here = await signIn(app.app)
    there = await signIn(second)
  })
  afterAll(async () => {
    await second.close()
    await app.close()
  })

  it('in an object file: table, meta, REST, filter, list, history, OpenAPI, export and import have it', async () => {
    await expectEverywhere(here, app, {
      object: scratch.path,
      field: 'warranty',
      column: 'warranty',
      label: '质保',
      values: ['one', 'two'],
      written: ['一年', '两年'],
    })
    const meta = (await here('GET', `/meta/${scratch.path}`)).body
    expect(meta.list).toEqual(['name', 'warranty', 'ownerId'])
    expect((await here('GET', `/${scratch.path}?sort=-warranty`)).status).toBe(200)
    expect((await here('GET', `/search?q=${encodeURIComponent('一行 warranty')}`)).body.data[0]).toMatchObject({
      object: scratch.path,
    })
  })

  it('at run time: every process has it at its next request', async () => {
    const before = await there('GET', '/meta/customers')
    expect(before.body.fields.map((field: { name: string }) => field.name)).not.toContain('registeredCapital')
    const made = await here('POST', '/fields', {
      object: 'customers',
      name: 'registeredCapital',
      type: 'money',
      label: { zh: '注册资本', en: 'Registered capital' },
    })
    expect(made.status).toBe(201)
    const line: Line = {
      object: 'customers',
      field: 'registeredCapital',
      column: 'c_registered_capital',
      label: '注册资本',
      values: ['1280.50', '990000.00'],
      written: ['1280.5', '990000'],
    }
    await expectEverywhere(there, app, line)
    expect((await here('GET', '/customers?fields=registeredCapital')).body.data[0]).toHaveProperty('registeredCapital')
    expect(
      (
        await there('POST', '/fields', {
          object: 'customers',
          name: 'registeredCapital',
          type: 'text',
          label: { zh: '又一个', en: 'Again' },
        })
      ).status,
    ).toBe(422)
  })

  it('at run time, also a choice with options that are added later', async () => {
    const option = (key: string, zh: string, en: string) => ({ key, label: { zh, en } })
    const first = option('listed', '上市', 'Listed')
    await there('POST', '/fields', {
      object: 'customers',
      name: 'capitalForm',
      type: 'choice',
      label: { zh: '资本形式', en: 'Capital form' },
      options: [first],
    })
    expect((await here('POST', '/customers', { name: '南昌丰禾轴承有限公司', capitalForm: 'family' })).status).toBe(422)
    expect(
      (await here('PATCH', '/fields/customers/capitalForm', { options: [first, option('family', '家族', 'Family')] }))
        .status,
    ).toBe(200)
    expect(
      (await there('POST', '/customers', { name: '南昌丰禾轴承有限公司', capitalForm: 'family' })).body.capitalForm,
    ).toBe('family')
  })
})

describe('a declaration', () => {
  const declared = (more: object) => () =>
    createRegistry({
      fieldTypes,
      objects: [{ ...scratch, fields: { ...scratch.fields, ...more } }],
      rules: [],
      actions: [],
      reminders: [],
    })

  it('makes a column and an index from its line alone', () => {
    const registry = declared({ serialNo: { type: 'text', zh: '序列号', en: 'Serial number', unique: true } })()
    const text = schemaText([tableOf(sqlTypes, registry.objects.get(scratch.path)!, [])])
    expect(text).toMatch(/^ {2}warranty text/m)
    expect(text).toContain('scratch_machines_warranty ON scratch_machines (warranty, id)')
    expect(text).toContain('UNIQUE INDEX IF NOT EXISTS scratch_machines_serial_no_unique')
  })

  it.each([
    [
      'an unknown key',
      { height: { type: 'integer', zh: '高', en: 'Height', requird: true } },
      'scratch-machines.fields.height.requird: unknown key',
    ],
    [
      'an unknown type',
      { height: { type: 'lenght', zh: '高', en: 'Height' } },
      'scratch-machines.fields.height.type: unknown field type "lenght"',
    ],
    ['a missing label', { height: { type: 'integer', zh: '高' } }, 'scratch-machines.fields.height.en: missing'],
    [
      'options that are missing',
      { height: { type: 'choice', zh: '高', en: 'Height' } },
      'scratch-machines.fields.height.options: missing',
    ],
    [
      'a key of another shape',
      { height: { type: 'integer', zh: '高', en: 'Height', max: 'tall' } },
      'scratch-machines.fields.height.max: should be number',
    ],
    [
      'a default that is no value',
      { height: { type: 'integer', zh: '高', en: 'Height', default: 'tall' } },
      'scratch-machines.fields.height.default: not a value',
    ],
    [
      'a reference to nowhere',
      { maker: { type: 'reference', zh: '厂', en: 'Maker', to: 'nowhere' } },
      'scratch-machines.fields.maker.to: no object "nowhere"',
    ],
    [
      'an order where there is none',
      { note: { type: 'longText', zh: '注', en: 'Note', sortable: true } },
      'scratch-machines.fields.note.sortable',
    ],
    [
      'a name that is taken',
      { ownerId: { type: 'employee', zh: '人', en: 'Person' } },
      'scratch-machines.fields.ownerId: declared twice',
    ],
  ])('with %s does not load, and says where', (_, more, words) => {
    expect(declared(more)).toThrow(words)
  })

  it('is plain data: what it says survives JSON', () => {
    const again = createRegistry({
      fieldTypes,
      objects: [JSON.parse(JSON.stringify(scratch))],
      rules: [],
      actions: [],
      reminders: [],
    })
    expect([...again.objects.get(scratch.path)!.fields.keys()]).toEqual([
      ...declared({})().objects.get(scratch.path)!.fields.keys(),
    ])
  })
})
