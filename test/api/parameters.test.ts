import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer } from './company.ts'

describe('parameters of a query', () => {
  let app: TestApp
  let id: string
  beforeAll(async () => {
    app = await startTestApp()
    id = (await newCustomer(app.admin)).id
  })
  afterAll(() => app.close())

  it('are known ones, or named in the refusal', async () => {
    for (const path of [`/customers/${id}/history`, '/search', '/customers/export'])
      expect(faults(await app.admin.get(`${path}?q=a&filtre=1`)), path).toMatchObject({ filtre: 'unknown_parameter' })
    good(await app.admin.get('/search?q=a&limit=5'))
    // A misspelt name would have answered one's own numbers instead of the person's one asked for.
    for (const path of ['/reminders', '/team', '/distribution', '/pool-usage', '/pool-report', '/work-reports/missing'])
      expect(faults(await app.admin.get(`${path}?ownerId=${id}`)), path).toEqual({ ownerId: 'unknown_parameter' })
  })

  it('are named by the description of the API, with the ways to ask why one lost a customer and to publish a policy', async () => {
    const { paths } = good(await app.admin.get('/openapi.json'))
    const named = (path: string) => paths[path].get.parameters.map((one: { name: string }) => one.name)
    expect(named('/search')).toEqual(['q', 'limit'])
    expect(named('/pool-report')).toEqual(['poolId', 'weeks'])
    expect(named('/reminders')).toEqual(['employeeId'])
    expect(paths['/customers/{id}/loss'].get.responses['200']).toBeDefined()
    expect(paths['/policy'].post.requestBody.content['application/json'].example).toHaveProperty('validFollowUp.kinds')
  })

  it('page through a history by as many as asked for', async () => {
    good(await app.admin.patch(`/customers/${id}`, { remark: '第二次' }))
    const last = good(await app.admin.get(`/customers/${id}/history?limit=1`))
    expect(last.data).toHaveLength(1)
    const rest = good(await app.admin.get(`/customers/${id}/history?limit=200&cursor=${last.page.next}`))
    expect(rest.data.map((one: { action: string }) => one.action)).toEqual(['create'])
    expect(rest.page.next).toBeNull()
    for (const limit of ['0', '201', 'many'])
      expect(faults(await app.admin.get(`/customers/${id}/history?limit=${limit}`))).toEqual({ limit: 'out_of_range' })
  })
})
