import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Application, createApplication } from '../src/app/application.ts'
import { scratch } from './scratch-object.ts'
import { type Answer, password, startTestApp, type TestApp } from './support/app.ts'

// Other files of the worker have read the application already, and read it again after this one.
vi.hoisted(() => vi.resetModules())
afterAll(() => void vi.resetModules())

vi.mock('../src/app/modules.ts', async (original) => {
  const { scratch } = await import('./scratch-object.ts')
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
