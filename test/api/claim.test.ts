import sql from 'sql-template-tag'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'

const day = 86_400_000

describe('领取 and recycling, through the front door', () => {
  let app: TestApp
  let rep: Client
  let other: Client
  beforeAll(async () => {
    app = await startTestApp()
    const department = await app.department({ name: '华东' })
    rep = await app.person({ account: 'rep1', roles: ['rep'], departmentId: department, name: '林知夏' })
    other = await app.person({ account: 'rep2', roles: ['rep'], departmentId: department, name: '顾南乔' })
    await app.admin.patch(`/pools/${app.poolId}`, {
      daysWithoutFollowUp: 15,
      dailyClaims: 5,
      previousOwnerCooldownDays: 14,
    })
  })
  afterAll(() => app.close())

  it('lets one of two claim, and tells the other who did', async () => {
    const made = await app.admin.post('/customers', {
      name: '宁波海岬液压件有限公司',
      ownerId: null,
      phone: '13812342071',
    })
    expect(made.status).toBe(201)
    expect(made.body.poolId).toBe(app.poolId)
    const seen = await rep.get(`/customers/${made.body.id}`)
    expect(seen.body.phone).toBe('138****2071')
    const [first, second] = await Promise.all([
      rep.post(`/customers/${made.body.id}/claim`),
      other.post(`/customers/${made.body.id}/claim`),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const winner = first.status === 200 ? first : second
    const loser = first.status === 200 ? second : first
    expect(winner.body.phone).toBe('13812342071')
    expect(loser.body.code).toBe('already_owned')
    expect(loser.body.detail).toContain(winner === first ? '林知夏' : '顾南乔')
    const { rows } = await app.app.system.kernel.db.query<{ outcome: string }>(
      sql`SELECT outcome FROM claim_ledger WHERE record_id = ${made.body.id} ORDER BY outcome`,
    )
    expect(
      rows.map((row) => row.outcome),
      'who came too late is in the ledger too',
    ).toEqual(['already_owned', 'claimed'])
  })

  it('shows an open pool to those who work with customers, and not to a partner', async () => {
    const made = await app.admin.post('/customers', { name: '舟山远洋绳网有限公司', ownerId: null })
    const partner = await app.person({ account: 'partner1', roles: ['partner'] })
    expect((await rep.get(`/customers/${made.body.id}`)).status).toBe(200)
    expect((await partner.get(`/customers/${made.body.id}`)).status).toBe(404)
    expect((await partner.get('/customers')).body.data).toEqual([])
  })

  it('takes back on day 16 what nobody followed for 15 days, and not on day 15', async () => {
    const made = await rep.post('/customers', { name: '温州启帆阀门制造有限公司' })
    const followed = await rep.post('/customers', { name: '湖州沐川包装科技有限公司' })
    expect(made.body.ownerId).toBe(rep.id)
    await app.shift(15 * day)
    await rep.post('/follow-ups', { customerId: followed.body.id, kind: 'call', content: '确认了二期的验布机数量' })
    await recycle(app)
    expect((await rep.get(`/customers/${made.body.id}`)).body.ownerId).toBe(rep.id)
    await app.shift(16 * day)
    await recycle(app)
    const pooled = await rep.get(`/customers/${made.body.id}`)
    expect(pooled.body.ownerId).toBe(null)
    expect(pooled.body.can.claim).toBe(false)
    expect(pooled.body.why.claim.code).toBe('claim_cooldown')
    expect((await rep.get(`/customers/${followed.body.id}`)).body.ownerId).toBe(rep.id)
    const owners = await rep.get(`/customers/${made.body.id}/owners`)
    expect(owners.body.data.map((one: { cause: string }) => one.cause)).toEqual(['recycle', 'create'])
    expect(owners.body.data[0].rule).toContain('15')
    await app.shift(0)
  })
})

const recycle = async (app: TestApp) => {
  const { runId } = (await app.admin.post('/jobs/pool-recycle/run')).body
  for (let i = 0; i < 200; i++) {
    const runs = await app.admin.get('/jobs/pool-recycle/runs')
    const run = runs.body.data.find((one: { id: string }) => one.id === runId)
    if (run.state === 'done') return
    if (run.state === 'failed') throw new Error(run.error)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the job did not end')
}
