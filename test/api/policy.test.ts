import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, refused } from './company.ts'

describe('policies hold together (F14, F18, F19)', () => {
  let app: TestApp
  const publish = (body: object, headers?: Record<string, string>) => app.admin.post('/policy', body, headers)
  const policy = async () => good(await app.admin.get('/policy'))
  const later = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.close())

  it('refuses what contradicts itself with the sentence that does', async () => {
    for (const [wrong, path, sentence] of [
      [{ validFollowUp: { kinds: [] } }, 'validFollowUp.kinds', '谁跟进都保不住客户'],
      [{ extension: { maxDays: 0, maxTimes: 2 } }, 'extension.maxDays', '可以延保 2 次，但一次最多 0 天'],
      [{ release: { required: ['pooledAt'], mode: 'refuse' } }, 'release.required', '系统维护，没有人能填'],
    ] as const) {
      const answer = await publish(wrong, { 'accept-language': 'zh' })
      expect(faults(answer)).toEqual({ [path]: 'contradiction' })
      expect(answer.body.errors[0].message).toContain(sentence)
    }
    good(await publish({ extension: { maxDays: 0, maxTimes: 0 } }), 201)
  })

  it('refuses rules for roles, levels and people that are not there', async () => {
    expect(
      faults(
        await publish({
          capacity: { byRole: { reps: 5 } },
          dayReport: { roles: ['salesman'] },
          reminders: { idleDays: { Z: 5 } },
          revisitDays: { Z: 5 },
        }),
      ),
    ).toEqual({
      'capacity.byRole': 'unknown_reference',
      'dayReport.roles': 'unknown_reference',
      'reminders.idleDays': 'unknown_option',
      revisitDays: 'unknown_option',
    })
    good(await publish({ capacity: { byRole: { rep: 50, [app.roleId('manager')]: 60 } } }), 201)
  })

  it('lays a version over what is in force at its moment, not over what is still to come', async () => {
    good(await publish({ capacity: { default: 10 }, effectiveAt: later(30) }), 201)
    const scheduled = (await policy()).versions[0]
    expect(scheduled.superseded).toBe(false)
    good(await publish({ lockLimit: 3 }), 201)
    const now = await policy()
    expect(now).toMatchObject({ lockLimit: 3, capacity: { default: null } })
    const of = (version: number) => now.versions.find((one: { version: number }) => one.version === version)
    expect(of(scheduled.version).superseded).toBe(true)
  })

  it('refuses a version drawn up beside an older one, and loses nothing of two at once', async () => {
    const answer = await app.admin.get('/policy')
    const etag = String(answer.headers.etag)
    good(await publish({ lockLimit: 4 }, { 'if-match': etag }), 201)
    refused(await publish({ lockLimit: 5 }, { 'if-match': etag }), 412, 'version_conflict')
    const both = await Promise.all([publish({ lockLimit: 6 }), publish({ revealLimit: 7 })])
    expect(both.map((one) => one.status)).toEqual([201, 201])
    expect(await policy()).toMatchObject({ lockLimit: 6, revealLimit: 7 })
  })
})
