import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, refused } from './company.ts'
import { oddities } from './oddities.ts'

let app: TestApp
let rep: Client
let quote: Answer['body']
const made = async (values: Record<string, unknown>): Promise<Answer['body']> =>
  good(await app.admin.post('/print-templates', { name: '模板', object: 'quotes', ...values }), 201)
const page = async (template?: string): Promise<string> =>
  String(
    good(
      await rep.get(`/quotes/${quote.id}/print?format=html${template === undefined ? '' : `&template=${template}`}`),
    ),
  )

beforeAll(async () => {
  app = await startTestApp({ browser: { program: '' } })
  const east = await app.department({ name: '华东' })
  rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
  const customer = await newCustomer(rep, { name: '宁波<b>东海</b>泵业' })
  quote = good(await rep.post('/quotes', { customerId: customer.id, quotedOn: '2026-03-01' }), 201)
  good(await app.admin.patch('/company', { name: '青屿自动化' }))
})
afterAll(() => app.close())

it('lays a document out by a template: its title, blocks, texts with placeholders, footer and paper', async () => {
  const template = await made({
    title: '报价函 {number}',
    sections: [
      { block: 'title' },
      {
        block: 'text',
        text: '致 {customer.name}：{{原样}}\n我方 {company.name}，{quotedOn}，{owner.name}，{printedBy}',
      },
    ],
    footer: '</style><script>alert(1)</script>"{company.name}"',
    paper: 'A5',
  })
  const html = await page(template.id)
  expect(html).toContain(`<h1>报价函 ${quote.number}</h1>`)
  expect(html).toContain('致 宁波&lt;b&gt;东海&lt;/b&gt;泵业：{原样}\n我方 青屿自动化，2026-03-01，林知夏，林知夏')
  expect(html).toContain('size: A5 landscape')
  expect(html).not.toMatch(/<script|签字/)
  expect(html.match(/<\/style>/g)).toHaveLength(1)
  const history = good(await rep.get(`/quotes/${quote.id}/history`)).data
  expect(history[0].changes[0].to).toEqual({ format: 'html', template: '模板' })
})

it('prints by the default template of the object; there is one, and the built-in one stays', async () => {
  const first = await made({ name: '甲', title: '甲式', isDefault: true })
  expect(await page()).toContain('<h1>甲式</h1>')
  const second = await made({ name: '乙', title: '乙式', isDefault: true })
  const orders = await made({ name: '丙', object: 'orders', isDefault: true })
  expect(await page()).toContain('<h1>乙式</h1>')
  expect(good(await app.admin.get(`/print-templates/${first.id}`)).isDefault).toBe(false)
  expect(good(await app.admin.get(`/print-templates/${orders.id}`)).isDefault).toBe(true)
  good(await app.admin.patch(`/print-templates/${first.id}`, { isDefault: true }))
  expect(good(await app.admin.get(`/print-templates/${second.id}`)).isDefault).toBe(false)
  expect(await page('built-in')).toContain('<h1>报价单</h1>')
  expect(faults(await rep.get(`/quotes/${quote.id}/print?format=html&template=${orders.id}`))).toEqual({
    template: 'wrong_object',
  })
  const gone = await app.admin.del(`/print-templates/${first.id}`)
  expect(gone.status).toBe(204)
  refused(await rep.get(`/quotes/${quote.id}/print?format=html&template=${first.id}`), 404)
  refused(await rep.get(`/quotes/${quote.id}/print?format=html&template=x`), 404)
  expect(await page()).toContain('<h1>报价单</h1>')
})

it('refuses what leads nowhere, and names it', async () => {
  const tried = (values: Record<string, unknown>) =>
    app.admin.post('/print-templates', { name: '错', object: 'quotes', ...values })
  const text = (words: string) => ({ sections: [{ block: 'text', text: words }] })
  const unknown = await tried(text('价格 {prise}'))
  expect(faults(unknown)).toEqual({ 'sections.0.text': 'unknown_placeholder' })
  expect(unknown.body.detail).toContain('{prise}')
  expect(faults(await tried(text('{customer.nope}')))).toEqual({ 'sections.0.text': 'unknown_placeholder' })
  expect(faults(await tried(text('{constructor} {company.toString}')))).toMatchObject({
    'sections.0.text': 'unknown_placeholder',
  })
  const internal = await tried(text('{grossProfit}'))
  expect(faults(internal)).toEqual({ 'sections.0.text': 'internal_field' })
  expect(internal.body.detail).toContain('毛利')
  expect(faults(await tried({ title: '{x}', footer: '{y}' }))).toEqual({
    title: 'unknown_placeholder',
    footer: 'unknown_placeholder',
  })
  expect(faults(await tried({ sections: [{ block: 'facts', fields: ['cost', 'nope'] }] }))).toEqual({
    'sections.0.fields': 'unknown_field',
  })
  expect(faults(await tried({ sections: [{ block: 'table', field: 'terms' }] }))).toEqual({
    'sections.0.field': 'unknown_field',
  })
  expect(faults(await tried({ sections: [{ block: 'html', text: 'x' }] }))).toEqual({
    'sections.0.block': 'unknown_option',
  })
  expect(faults(await tried({ sections: [{ block: 'title', text: 'x' }] }))).toEqual({
    'sections.0.text': 'unknown_field',
  })
  expect(faults(await tried({ object: 'customers' }))).toEqual({ object: 'unknown_option' })
})

it('survives whatever is sent as blocks', async () => {
  for (const [what, value] of oddities)
    for (const sections of [
      value,
      [value],
      [{ block: value }],
      [{ block: 'text', text: value }],
      [{ block: 'facts', fields: value }],
    ]) {
      const answer = await app.admin.post('/print/preview', { object: 'quotes', sections })
      expect([200, 400, 422], `${what}: ${JSON.stringify(answer.body).slice(0, 200)}`).toContain(answer.status)
    }
}, 60_000)

it('is for administrators to write, for those who print to choose', async () => {
  const template = await made({ name: '只读' })
  refused(await rep.post('/print-templates', { name: 'x', object: 'quotes' }), 403, 'no_right')
  refused(await rep.patch(`/print-templates/${template.id}`, { name: 'x' }), 403)
  refused(await rep.post('/print/preview', { object: 'quotes' }), 403, 'no_right')
  refused(await rep.get('/print/placeholders?object=quotes'), 403, 'no_right')
  expect(good(await rep.get('/print-templates?filter={"object":"quotes"}')).data.length).toBeGreaterThan(0)
})

it('shows a template before it is saved, as a sample on a real record, and what may stand in braces', async () => {
  const answer = await app.admin.post('/print/preview', { object: 'quotes', title: '试 {number}', recordId: quote.id })
  expect(String(good(answer))).toContain(`<h1>试 ${quote.number}</h1>`)
  expect(String(answer.body)).toContain('样张')
  expect(String(good(await app.admin.post('/print/preview', { object: 'contracts' })))).toContain('销售合同')
  expect(faults(await app.admin.post('/print/preview', { object: 'quotes', title: '{x}' }))).toEqual({
    title: 'unknown_placeholder',
  })
  const { data } = good(await app.admin.get('/print/placeholders?object=quotes'))
  const names = data.map((one: { name: string }) => one.name)
  expect(names).toEqual(
    expect.arrayContaining(['number', 'customer.address', 'contact.phone', 'company.bank', 'amountInWords']),
  )
  expect(names).not.toEqual(expect.arrayContaining(['cost']))
  expect(faults(await app.admin.get('/print/placeholders?object=employees'))).toEqual({ object: 'unknown_object' })
})

it('keeps the facts of the company: administrators write them, everybody reads them', async () => {
  refused(await rep.patch('/company', { name: 'x' }), 403, 'no_right')
  expect(faults(await app.admin.patch('/company', { name: '', nope: 'x', bank: 5 }))).toEqual({
    name: 'required',
    nope: 'unknown_key',
    bank: 'wrong_type',
  })
  good(await app.admin.patch('/company', { bank: '招商银行' }))
  expect(good(await rep.get('/company'))).toMatchObject({ name: '青屿自动化', bank: '招商银行', account: '' })
  expect(good(await rep.get('/me')).company.name).toBe('青屿自动化')
  refused(await app.guest.get('/company'), 401)
})
