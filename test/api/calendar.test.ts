import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, query, refused, undoToken } from './company.ts'

describe('the calendar', () => {
  let app: TestApp
  let rep: Client
  let colleague: Client
  let manager: Client
  let director: Client
  beforeAll(async () => {
    app = await startTestApp()
    const unit = await app.department({ name: '华东' })
    const other = await app.department({ name: '华北' })
    rep = await app.person({ account: 'rep', roles: ['rep'], departmentId: unit })
    colleague = await app.person({ account: 'colleague', roles: ['rep'], departmentId: other })
    manager = await app.person({ account: 'manager', roles: ['manager'], departmentId: unit })
    director = await app.person({ account: 'director', roles: ['director'] })
    await app.admin.patch(`/departments/${unit}`, { managerId: manager.id })
  })
  afterAll(() => app.close())

  const event = async (client: Client, values: Record<string, unknown>): Promise<Answer['body']> =>
    good(
      await client.post('/calendar-events', {
        title: '例会',
        startsAt: '2026-12-07T01:00:00.000Z',
        endsAt: '2026-12-07T02:00:00.000Z',
        ...values,
      }),
      201,
    )
  const agenda = async (client: Client, from: string, to: string, more: Record<string, string> = {}) =>
    good(await client.get(query('/calendar', { from, to, ...more }))).data as Answer['body'][]
  const starts = async (client: Client, id: string, from: string, to: string): Promise<string[]> =>
    (await agenda(client, from, to)).filter((one) => one.id === id).map((one) => one.at)

  it('shows events, tasks and next contacts of a range together, in order', async () => {
    const customer = await newCustomer(rep)
    await rep.post(`/customers/${customer.id}/reschedule`, { nextFollowUpAt: '2027-01-05T06:00:00.000Z' })
    const task = good(await rep.post('/tasks', { title: '寄样品', dueAt: '2027-01-05T03:00:00.000Z' }), 201)
    const made = await event(rep, { startsAt: '2027-01-05T01:00:00.000Z', endsAt: '2027-01-05T02:00:00.000Z' })
    const found = await agenda(rep, '2027-01-05', '2027-01-06')
    expect(found.map(({ kind, id, at, end, title }) => ({ kind, id, at, end, title }))).toEqual([
      { kind: 'event', id: made.id, at: '2027-01-05T01:00:00.000Z', end: '2027-01-05T02:00:00.000Z', title: '例会' },
      { kind: 'task', id: task.id, at: '2027-01-05T03:00:00.000Z', end: '2027-01-05T03:30:00.000Z', title: '寄样品' },
      {
        kind: 'contact',
        id: customer.id,
        at: '2027-01-05T06:00:00.000Z',
        end: '2027-01-05T06:30:00.000Z',
        title: customer.name,
      },
    ])
    expect(found.every((one) => one.can.move)).toBe(true)
    expect(await agenda(rep, '2027-01-06', '2027-01-07')).toEqual([])
  })

  it('keeps whole days in the zone of the company, the end exclusive', async () => {
    const made = await event(rep, { allDay: true, startsAt: '2027-02-10T03:30:00.000Z', endsAt: null })
    expect(made).toMatchObject({ startsAt: '2027-02-09T16:00:00.000Z', endsAt: '2027-02-10T16:00:00.000Z' })
    expect(await starts(rep, made.id, '2027-02-10', '2027-02-11')).toEqual(['2027-02-09T16:00:00.000Z'])
    expect(await starts(rep, made.id, '2027-02-11', '2027-02-12')).toEqual([])
  })

  it('refuses times, zones and rules that make no sense, naming each', async () => {
    const asked = (values: Record<string, unknown>) =>
      rep.post('/calendar-events', { title: 'x', startsAt: '2026-12-07T01:00:00.000Z', ...values })
    expect(faults(await asked({ endsAt: '2026-12-07T00:00:00.000Z' }))).toEqual({ endsAt: 'end_before_start' })
    expect(faults(await asked({ endsAt: '2028-12-07T00:00:00.000Z' }))).toEqual({ endsAt: 'too_long_event' })
    expect(faults(await asked({ timeZone: 'Mars/Olympus' }))).toEqual({ timeZone: 'unknown_zone' })
    expect(faults(await asked({ recurrence: 'FREQ=SECONDLY' }))).toEqual({ recurrence: 'too_frequent' })
    expect(faults(await asked({ recurrence: 'every monday' }))).toEqual({ recurrence: 'not_a_rule' })
    expect(faults(await asked({ recurrence: 'FREQ=DAILY;COUNT=3;UNTIL=20270101' }))).toEqual({
      recurrence: 'not_a_rule',
    })
    expect(faults(await asked({ recurrence: 'FREQ=DAILY', excluded: ['soon'] }))).toEqual({
      excluded: 'not_occurrences',
    })
    expect(faults(await asked({ startsAt: 'tomorrow' })).startsAt).toBe('not_a_time')
    expect(faults(await rep.get('/calendar?from=2026-01-01&to=2026-12-31'))).toEqual({ to: 'range_too_long' })
    expect(faults(await rep.get('/calendar?from=2026-01-32&to='))).toEqual({ from: 'not_a_time', to: 'required' })
    expect(faults(await rep.get('/calendar?from=2026-01-02&to=2026-01-01'))).toEqual({ to: 'out_of_range' })
  })

  describe('who sees what', () => {
    it('shows somebody’s calendar to those above, and to nobody else', async () => {
      const made = await event(rep, { title: '拜访', startsAt: '2027-03-01T01:00:00.000Z', endsAt: null })
      const of = { employeeId: rep.id }
      for (const client of [manager, director])
        expect((await agenda(client, '2027-03-01', '2027-03-02', of)).map((one) => one.id)).toEqual([made.id])
      refused(await colleague.get(query('/calendar', { from: '2027-03-01', to: '2027-03-02', ...of })), 404)
      refused(await rep.get(query('/calendar', { from: '2027-03-01', to: '2027-03-02', employeeId: nowhere })), 404)
      refused(await rep.get(query('/calendar', { from: '2027-03-01', to: '2027-03-02', employeeId: 'x' })), 404)
      refused(await app.guest.get('/calendar?from=2027-03-01&to=2027-03-02'), 401)
      const people = async (client: Client) =>
        good(await client.get('/calendar/people')).data.map((one: { id: string }) => one.id)
      expect(await people(rep)).toEqual([rep.id])
      expect(await people(manager)).toEqual([manager.id, rep.id])
      expect(await people(director)).toContain(colleague.id)
    })

    it('tells those above of a private event that the time is taken, and nothing else, by no door', async () => {
      const made = await event(rep, {
        title: '看牙医',
        isPrivate: true,
        startsAt: '2027-03-08T01:00:00.000Z',
        endsAt: '2027-03-08T02:00:00.000Z',
      })
      for (const client of [manager, director, app.admin]) {
        const [busy, ...more] = await agenda(client, '2027-03-08', '2027-03-09', { employeeId: rep.id })
        expect(more).toEqual([])
        expect(busy).toMatchObject({ busy: true, id: null, title: null, at: '2027-03-08T01:00:00.000Z', link: null })
        expect(JSON.stringify(busy)).not.toMatch(new RegExp(`牙医|${made.id}`))
        refused(await client.get(`/calendar-events/${made.id}`), 404)
        refused(await client.patch(`/calendar-events/${made.id}`, { title: 'x' }), 404)
        refused(await client.del(`/calendar-events/${made.id}`), 404)
        refused(await client.get(`/calendar-events/${made.id}/history`), 404)
        refused(await client.post('/calendar/move', { object: 'calendar-events', id: made.id, at: made.startsAt }), 404)
        const listed = good(await client.get(query('/calendar-events', { search: '牙医' }))).data
        expect(listed).toEqual([])
      }
      expect((await agenda(rep, '2027-03-08', '2027-03-09')).map((one) => one.title)).toEqual(['看牙医'])
    })

    it('gives participants the event on their own calendar, to read, as long as they are named', async () => {
      const made = await event(rep, {
        title: '联合拜访',
        isPrivate: true,
        participantIds: [colleague.id],
        startsAt: '2027-03-15T01:00:00.000Z',
        endsAt: null,
      })
      const [theirs] = await agenda(colleague, '2027-03-15', '2027-03-16')
      expect(theirs).toMatchObject({ id: made.id, title: '联合拜访', can: { move: false, edit: false, delete: false } })
      refused(await colleague.patch(`/calendar-events/${made.id}`, { title: '我的' }), 403)
      refused(
        await colleague.post('/calendar/move', { object: 'calendar-events', id: made.id, at: made.startsAt }),
        403,
      )
      good(await rep.patch(`/calendar-events/${made.id}`, { participantIds: [] }))
      expect(await agenda(colleague, '2027-03-15', '2027-03-16')).toEqual([])
      refused(await colleague.get(`/calendar-events/${made.id}`), 404)
    })

    it('answers a key within its scopes only', async () => {
      const key = async (scopes: string[]) =>
        good(await rep.post('/api-keys', { name: scopes.join(), scopes }), 201).key as string
      const ask = async (scopes: string[]) =>
        app.guest.get('/calendar?from=2027-01-05&to=2027-01-06', { authorization: `Bearer ${await key(scopes)}` })
      refused(await ask(['customers:read']), 403)
      const kinds = good(await ask(['calendar-events:read', 'tasks:read'])).data.map(
        (one: { kind: string }) => one.kind,
      )
      expect(kinds).toEqual(['event', 'task'])
    })
  })

  describe('moving', () => {
    const moved = (client: Client, body: Record<string, unknown>, version?: number) =>
      client.post('/calendar/move', body, version === undefined ? {} : { 'if-match': `"${version}"` })

    it('writes the task’s due time, and takes it back', async () => {
      const task = good(await rep.post('/tasks', { title: '报价', dueAt: '2027-04-01T03:00:00.000Z' }), 201)
      const answer = await moved(rep, { object: 'tasks', id: task.id, at: '2027-04-02T05:00:00.000Z' }, task.version)
      expect(good(answer).dueAt).toBe('2027-04-02T05:00:00.000Z')
      refused(await moved(rep, { object: 'tasks', id: task.id, at: '2027-04-03T05:00:00.000Z' }, task.version), 412)
      good(await rep.post('/undo', { token: undoToken(answer) }))
      expect(good(await rep.get(`/tasks/${task.id}`)).dueAt).toBe('2027-04-01T03:00:00.000Z')
      refused(await moved(colleague, { object: 'tasks', id: task.id, at: '2027-04-02T05:00:00.000Z' }), 404)
    })

    it('writes the next contact by 改约, with its rules', async () => {
      const customer = await newCustomer(rep)
      good(await rep.post(`/customers/${customer.id}/reschedule`, { nextFollowUpAt: '2027-04-01T03:00:00.000Z' }))
      const answer = await moved(rep, { object: 'customers', id: customer.id, at: '2027-04-02T03:00:00.000Z' })
      expect(good(answer).nextFollowUpAt).toBe('2027-04-02T03:00:00.000Z')
      good(await rep.post('/undo', { token: undoToken(answer) }))
      expect(good(await rep.get(`/customers/${customer.id}`)).nextFollowUpAt).toBe('2027-04-01T03:00:00.000Z')
      good(await rep.post(`/customers/${customer.id}/release`, { reason: '不做了' }))
      refused(
        await moved(rep, { object: 'customers', id: customer.id, at: '2027-04-02T03:00:00.000Z' }),
        409,
        'in_pool',
      )
    })

    it('refuses what it cannot read', async () => {
      expect(faults(await moved(rep, {}))).toEqual({ at: 'required', object: 'required' })
      expect(faults(await moved(rep, { object: 'tasks', at: 'soon', to: 1 }))).toEqual({
        at: 'not_a_time',
        to: 'unknown_field',
      })
      refused(await moved(rep, { object: 'tasks', id: nowhere, at: '2027-04-02T03:00:00.000Z' }), 404)
      refused(await moved(rep, { object: 'roles', id: nowhere, at: '2027-04-02T03:00:00.000Z' }), 404)
      refused(await moved(rep, { object: 'constructor', id: 'x', at: '2027-04-02T03:00:00.000Z' }), 404)
    })
  })
})
