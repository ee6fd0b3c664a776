import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Application, createApplication } from '../../src/app/application.ts'
import { contextOf } from '../../src/kernel/kernel.ts'
import { systemPrincipal } from '../../src/kernel/principal.ts'
import { type Client, startTestApp, type TestApp } from '../support/app.ts'
import { day, eventually, good } from './company.ts'

const minute = 60_000

describe('reminders of events', () => {
  let app: TestApp
  let second: Application
  let rep: Client
  let colleague: Client
  beforeAll(async () => {
    app = await startTestApp()
    second = await createApplication({
      url: String(app.app.system.kernel.db.pool.options.connectionString),
      schedule: false,
      poolSize: 4,
      dispatchEvery: 50,
    })
    rep = await app.person({ account: 'rep', roles: ['rep'] })
    colleague = await app.person({ account: 'colleague', roles: ['rep'] })
  })
  afterAll(async () => {
    await second.close()
    await app.close()
  })

  const now = () => Date.parse(app.app.system.kernel.clock.now())
  const later = (milliseconds: number) => new Date(now() + milliseconds).toISOString()
  /** One sweep of each of two processes, at the same time. */
  const sweep = async () => {
    await second.system.catchUp()
    const told = await Promise.all(
      [app.app.system.kernel, second.system.kernel].map((kernel) =>
        kernel.jobs.get('calendar-remind')!.run(contextOf(kernel, systemPrincipal('test')), async () => undefined),
      ),
    )
    return told.reduce((sum, one) => sum + Number(one.told), 0)
  }
  const heard = async (client: Client, id: string): Promise<{ title: string; text: string }[]> =>
    good(await client.get('/notifications?limit=200')).data.filter(
      (one: { kind: string; recordId: string }) => one.kind === 'reminder' && one.recordId === id,
    )

  it('go to owner and participants once, by whichever of two processes', async () => {
    const made = good(
      await rep.post('/calendar-events', {
        title: '客户拜访',
        startsAt: later(30 * minute),
        location: '三楼',
        reminderMinutes: 15,
        participantIds: [colleague.id],
      }),
      201,
    )
    expect(await sweep()).toBe(0)
    await app.shift(16 * minute)
    expect(await sweep()).toBe(2)
    expect(await sweep()).toBe(0)
    for (const client of [rep, colleague]) {
      const [note, ...more] = await eventually(async () => {
        const notes = await heard(client, made.id)
        return notes.length > 0 ? notes : undefined
      }, 'the reminder')
      expect(more).toEqual([])
      expect(note).toMatchObject({ title: '日程提醒：客户拜访' })
      expect(note?.text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d · 三楼$/)
    }
    await app.shift(0)
  })

  it('follow an event that is moved, recurs, is deleted, or has none', async () => {
    const make = async (values: Record<string, unknown>) =>
      good(await rep.post('/calendar-events', { title: '会', reminderMinutes: 10, ...values }), 201)
    const daily = await make({ startsAt: later(day), recurrence: 'FREQ=DAILY' })
    expect(Date.parse(daily.nextReminderAt)).toBe(Date.parse(daily.startsAt) - 10 * minute)
    const moved = await make({ startsAt: later(day) })
    good(await rep.patch(`/calendar-events/${moved.id}`, { startsAt: later(10 * day) }))
    const gone = await make({ startsAt: later(day) })
    good(await rep.del(`/calendar-events/${gone.id}`), 204)
    const silent = await make({ startsAt: later(day), reminderMinutes: null })
    expect(silent.nextReminderAt).toBeNull()
    await app.shift(day)
    expect(await sweep()).toBe(1)
    const after = good(await rep.get(`/calendar-events/${daily.id}`))
    expect(Date.parse(after.nextReminderAt)).toBe(Date.parse(daily.startsAt) + day - 10 * minute)
    expect(after.version).toBe(daily.version)
    await app.shift(2 * day)
    expect(await sweep()).toBe(1)
    await app.shift(0)
  })

  it('say nothing of what is long over when nobody was there to say it', async () => {
    const made = good(
      await rep.post('/calendar-events', { title: '早已过去', startsAt: later(20 * day), reminderMinutes: 5 }),
      201,
    )
    await app.shift(25 * day)
    await sweep()
    await app.app.dispatcher.drain()
    expect(await heard(rep, made.id)).toEqual([])
    await app.shift(0)
  })
})
