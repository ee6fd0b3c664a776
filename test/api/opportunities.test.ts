import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, query, refused } from './company.ts'

describe('商机: registration, stages, end', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  let head: Client
  let customer: Answer['body']
  let contact: Answer['body']
  let stages: Answer['body'][]
  const full = () => ({
    name: '二期产线',
    customerId: customer.id,
    contactId: contact.id,
    source: 'exhibition',
    region: '330100',
    note: '展会上主动来谈',
  })
  const made = async (values: Record<string, unknown> = {}, by = rep) =>
    good(await by.post('/opportunities', { ...full(), ...values }), 201)
  const registered = async (values: Record<string, unknown> = {}) => {
    const one = await made(values)
    good(await rep.post(`/opportunities/${one.id}/submit`))
    return good(await head.post(`/opportunities/${one.id}/register`, {}))
  }
  beforeAll(async () => {
    app = await startTestApp()
    const east = await app.department({ name: '华东' })
    head = await app.person({ account: 'head', roles: ['manager'], departmentId: east, name: '沈既明' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: east, managerId: head.id, name: '林知夏' })
    other = await app.person({
      account: 'rep2',
      roles: ['rep'],
      departmentId: east,
      managerId: head.id,
      name: '顾南乔',
    })
    customer = await newCustomer(rep, { phone: null })
    contact = good(await rep.post('/contacts', { name: '温若溪', customerId: customer.id, phone: '13800001234' }), 201)
    stages = good(await rep.get('/stages?sort=position')).data
  })
  afterAll(() => app.close())

  it('begins in the first stage of the seeded funnel (D17)', async () => {
    expect(stages.map((stage) => stage.name)).toEqual(['获取机会', '了解需求', '提供方案', '报价', '议价', '签单'])
    const one = await made({ amount: '1000.01' })
    expect(one).toMatchObject({ phase: 'draft', stage: { name: '获取机会' }, probability: 10, weighted: '100.00' })
    expect(one.registrationNo).toMatch(/^OPP-\d{8}$/)
    expect(good(await rep.patch(`/opportunities/${one.id}`, { amount: '1000.05' })).weighted).toBe('100.01')
    good(await rep.del(`/opportunities/${one.id}`), 204)
  })

  it('is not submitted without any of the six facts (D4), and judged by a superior with what collides (D5–D9)', async () => {
    const bare = good(await rep.post('/opportunities', { name: '空的', customerId: customer.id }), 201)
    expect(faults(await rep.post(`/opportunities/${bare.id}/submit`))).toEqual({
      contactId: 'no_phone',
      source: 'required',
      region: 'required',
      note: 'required',
    })
    good(await rep.patch(`/opportunities/${bare.id}`, full()))
    good(await rep.post(`/opportunities/${bare.id}/submit`))
    refused(await rep.post(`/opportunities/${bare.id}/register`, {}), 403)
    expect(faults(await head.post(`/opportunities/${bare.id}/send-back`, {}))).toEqual({ comment: 'required' })
    expect(good(await head.post(`/opportunities/${bare.id}/send-back`, { comment: '说明太短' }))).toMatchObject({
      phase: 'returned',
      decision: '说明太短',
    })
    good(await rep.post(`/opportunities/${bare.id}/submit`))
    const first = good(await head.post(`/opportunities/${bare.id}/register`, {}))
    expect(first).toMatchObject({ phase: 'registered', collisions: null })
    expect(first.registeredAt).not.toBeNull()
    good(await app.admin.post(`/customers/${customer.id}/add-members`, { employeeIds: [other.id], right: 'write' }))
    const second = await made({ name: '同一个项目' }, other)
    const submitted = good(await other.post(`/opportunities/${second.id}/submit`))
    expect(submitted.collisions).toMatchObject([{ owner: '林知夏' }])
    expect(submitted.collisions[0].opportunity.name).toBeNull()
    expect(good(await head.get(`/opportunities/${second.id}`)).collisions[0].opportunity.name).toBe('二期产线')
    expect(good(await head.post(`/opportunities/${second.id}/refuse`, { comment: '林知夏先注册' })).phase).toBe(
      'refused',
    )
    refused(await other.post(`/opportunities/${second.id}/move-stage`, { stageId: stages[1]!.id }), 409, 'not_now')
  })

  it('moves on where the needs of a stage are met, and back with a reason; each stage is dated', async () => {
    const one = await registered()
    const move = (stage: number, reason?: string) =>
      rep.post(`/opportunities/${one.id}/move-stage`, {
        stageId: stages[stage]!.id,
        ...(reason === undefined ? {} : { reason }),
      })
    expect(good(await move(1))).toMatchObject({ probability: 20, stage: { name: '了解需求' } })
    const refusal = refused(await move(4), 409, 'stage_needs')
    expect(refusal.detail).toContain('金额、预计签约')
    good(await rep.patch(`/opportunities/${one.id}`, { amount: '5000.00', expectedSigningOn: '2026-12-31' }))
    expect(good(await move(4))).toMatchObject({ probability: 80, weighted: '4000.00' })
    expect(faults(await move(2))).toEqual({ reason: 'required' })
    good(await rep.patch(`/opportunities/${one.id}`, { needs: '两条产线' }))
    const back = good(await move(2, '方案要重做'))
    expect(back.stage.name).toBe('提供方案')
    expect(Date.parse(back.staleOn)).toBeGreaterThan(Date.now() + 19 * 86_400_000)
  })

  it('is won by a contract in force with the same customer (D15), lost by a reason, each with a summary', async () => {
    const one = await registered({ name: '签得下' })
    const contract = good(
      await rep.post('/contracts', {
        name: '采购合同',
        customerId: customer.id,
        opportunityId: one.id,
        amount: '5000.00',
      }),
      201,
    )
    expect(faults(await rep.post(`/opportunities/${one.id}/win`, { contractId: contract.id }))).toEqual({
      summary: 'required',
    })
    expect(
      faults(await rep.post(`/opportunities/${one.id}/win`, { contractId: contract.id, summary: '谈成' })),
    ).toEqual({ contractId: 'not_effective' })
    good(await rep.post(`/contracts/${contract.id}/submit`))
    expect(
      good(await rep.post(`/opportunities/${one.id}/win`, { contractId: contract.id, summary: '谈成' })),
    ).toMatchObject({
      phase: 'won',
      probability: 100,
      contract: { name: '采购合同' },
    })
    const two = await registered({ name: '签不下' })
    const [reason] = good(await rep.get(query('/lost-reasons', { filter: { name: '价格' } }))).data
    expect(faults(await rep.post(`/opportunities/${two.id}/lose`, {}))).toEqual({
      lostReasonId: 'required',
      summary: 'required',
    })
    expect(
      good(await rep.post(`/opportunities/${two.id}/lose`, { lostReasonId: reason.id, summary: '贵了两成' })),
    ).toMatchObject({
      phase: 'lost',
      probability: 0,
      lostReason: { name: '价格' },
    })
    expect(good(await rep.post(`/opportunities/${two.id}/reopen`, { reason: '又来谈' }))).toMatchObject({
      phase: 'registered',
      lostReasonId: null,
      probability: 10,
    })
  })

  it('is seen by superiors without being listed (D21), and by nobody beside', async () => {
    const one = await made({ name: '只给上级看' })
    expect((await head.get(`/opportunities/${one.id}`)).status).toBe(200)
    expect((await other.get(`/opportunities/${one.id}`)).status).toBe(404)
  })
})
