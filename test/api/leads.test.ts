import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused } from './company.ts'

describe('线索: score, conversion and back', () => {
  let app: TestApp
  let rep: Client
  let n = 0
  const made = async (values: Record<string, unknown> = {}): Promise<Answer['body']> => {
    n += 1
    return good(
      await rep.post('/leads', {
        name: '温若溪',
        company: `澄砚${'一二三四五六七八九十'[n]}号精密机械有限公司`,
        phone: `1380000${String(2000 + n)}`,
        source: 'exhibition',
        region: '330106',
        note: '要两台水泵',
        ...values,
      }),
      201,
    )
  }
  const there = async (path: string, id: string) => (await rep.get(`/${path}/${id}`)).status
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, name: '林知夏' })
  })
  afterAll(() => app.close())

  it('has a score that says what it stands on', async () => {
    const lead = await made()
    expect(lead).toMatchObject({ status: 'new', score: 95, scoredBy: ['phone', 'company', 'source', 'need', 'region'] })
    expect(good(await rep.patch(`/leads/${lead.id}`, { phone: null, note: null }))).toMatchObject({
      score: 45,
      scoredBy: ['company', 'source', 'region'],
    })
    refused(await rep.patch(`/leads/${lead.id}`, { score: 100 }), 422)
  })

  it('becomes customer, contact and opportunity in one, with all it knows, and goes back', async () => {
    const lead = await made()
    const answer = good(
      await rep.post(`/leads/${lead.id}/convert`, {
        createOpportunity: true,
        opportunity: { name: '水泵两台', amount: '2000.00' },
      }),
    )
    expect(answer.customer).toMatchObject({
      name: lead.company,
      phone: lead.phone,
      source: 'exhibition',
      region: '330106',
      ownerId: rep.id,
    })
    expect(answer.contact).toMatchObject({ name: '温若溪', phone: lead.phone, customerId: answer.customer.id })
    expect(answer.opportunity).toMatchObject({
      name: '水泵两台',
      amount: '2000.00',
      customerId: answer.customer.id,
      contactId: answer.contact.id,
      note: '要两台水泵',
    })
    expect(good(await rep.get(`/leads/${lead.id}`))).toMatchObject({
      status: 'converted',
      customer: { id: answer.customer.id },
    })
    refused(await rep.post(`/leads/${lead.id}/convert`), 409, 'not_now')
    good(await rep.post(`/leads/${lead.id}/undo-convert`))
    expect(good(await rep.get(`/leads/${lead.id}`))).toMatchObject({ status: 'confirmed', customerId: null })
    expect(
      await Promise.all([
        there('customers', answer.customer.id),
        there('contacts', answer.contact.id),
        there('opportunities', answer.opportunity.id),
      ]),
    ).toEqual([404, 404, 404])
  })

  it('goes into what is there, and back without it; what was worked on stays', async () => {
    const { id: customerId } = await newCustomer(rep)
    const lead = await made()
    const answer = good(await rep.post(`/leads/${lead.id}/convert`, { customerId, createOpportunity: false }))
    expect([answer.customer.id, answer.opportunity]).toEqual([customerId, null])
    good(await rep.post(`/leads/${lead.id}/undo-convert`))
    expect(await there('customers', customerId)).toBe(200)
    const other = await made()
    const second = good(await rep.post(`/leads/${other.id}/convert`, { createOpportunity: false }))
    good(await rep.patch(`/customers/${second.customer.id}`, { level: 'A' }))
    refused(await rep.post(`/leads/${other.id}/undo-convert`), 409, 'changed_since')
  })

  it('leaves nothing behind when a part of it is refused, one by one in bulk', async () => {
    const [bad, fine] = [await made({ company: '错一号有限公司' }), await made({ company: '对一号有限公司' })]
    expect(faults(await rep.post(`/leads/${bad.id}/convert`, { opportunity: { amount: 'viel' } }))).toEqual({
      'opportunities.amount': 'not_a_number',
    })
    const named = async (name: string) => good(await rep.get(query('/customers', { filter: { name } }))).data
    expect(await named('错一号有限公司')).toEqual([])
    const twin = await made({ company: '对一号有限公司', phone: fine.phone })
    const bulk = (ids: unknown[], input: Record<string, unknown> = {}) =>
      rep.post('/leads/bulk/convert', { ids, input: { createOpportunity: false, ...input } })
    const rules = good(await app.admin.get('/duplicates/rules'))
    const { rules: declared } = rules
    good(
      await app.admin.post('/duplicates/rules', {
        ...rules,
        rules: [{ object: 'customers', entry: 'conversion', strength: 'same', decision: 'block' }, ...declared],
      }),
      201,
    )
    const { results } = good(await bulk([fine.id, bad.id, twin.id]))
    expect(results.map(({ ok, code }: { ok: boolean; code?: string }) => code ?? ok)).toEqual([
      true,
      true,
      'duplicate_found',
    ])
    expect(await named('对一号有限公司')).toHaveLength(1)
    expect(await named('错一号有限公司')).toHaveLength(1)
    expect(good(await rep.get(`/leads/${twin.id}`)).status).toBe('new')
  })

  it('is set aside with a reason, and confirmed again', async () => {
    const lead = await made()
    expect(faults(await rep.post(`/leads/${lead.id}/invalidate`, {}))).toEqual({ reason: 'required' })
    expect(good(await rep.post(`/leads/${lead.id}/invalidate`, { reason: '空号' }))).toMatchObject({
      status: 'invalid',
      invalidReason: '空号',
    })
    expect(good(await rep.post(`/leads/${lead.id}/confirm`))).toMatchObject({
      status: 'confirmed',
      invalidReason: null,
    })
  })
})
