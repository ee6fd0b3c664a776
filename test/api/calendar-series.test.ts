import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, query, refused, undoToken } from './company.ts'

describe('events that recur', () => {
  let app: TestApp
  let rep: Client
  let colleague: Client
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep', roles: ['rep'] })
    colleague = await app.person({ account: 'colleague', roles: ['rep'] })
  })
  afterAll(() => app.close())

  const event = async (values: Record<string, unknown>): Promise<Answer['body']> =>
    good(await rep.post('/calendar-events', { title: '例会', ...values }), 201)
  const items = async (id: string, from: string, to: string): Promise<Answer['body'][]> =>
    good(await rep.get(query('/calendar', { from, to }))).data.filter((one: { id: string }) => one.id === id)
  const starts = async (id: string, from: string, to: string): Promise<string[]> =>
    (await items(id, from, to)).map((one) => one.at.slice(0, 16))
  const act = (id: string, name: string, body: Record<string, unknown>, version?: number) =>
    rep.post(`/calendar-events/${id}/${name}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

  it.each([
    {
      what: 'by the clock of New York, through the end of daylight saving',
      values: { startsAt: '2026-10-26T13:00:00.000Z', timeZone: 'America/New_York', recurrence: 'FREQ=WEEKLY' },
      range: ['2026-10-26', '2026-11-12'],
      found: ['2026-10-26T13:00', '2026-11-02T14:00', '2026-11-09T14:00'],
    },
    {
      what: 'through its beginning, where the hour is skipped',
      values: { startsAt: '2026-03-07T07:30:00.000Z', timeZone: 'America/New_York', recurrence: 'FREQ=DAILY' },
      range: ['2026-03-07', '2026-03-10'],
      found: ['2026-03-07T07:30', '2026-03-08T07:30', '2026-03-09T06:30'],
    },
    {
      what: 'by the clock of the company without a zone',
      values: { startsAt: '2026-10-26T13:00:00.000Z', recurrence: 'FREQ=WEEKLY' },
      range: ['2026-10-26', '2026-11-12'],
      found: ['2026-10-26T13:00', '2026-11-02T13:00', '2026-11-09T13:00'],
    },
    {
      what: 'on 29 February, which other years do not have',
      values: { startsAt: '2024-02-29T01:00:00.000Z', recurrence: 'FREQ=YEARLY' },
      range: ['2028-02-20', '2028-03-10'],
      found: ['2028-02-29T01:00'],
    },
    {
      what: 'never on 29 February of a year without one',
      values: { startsAt: '2024-02-29T01:00:00.000Z', recurrence: 'FREQ=YEARLY' },
      range: ['2026-02-20', '2026-03-10'],
      found: [],
    },
    {
      what: 'of whole days, every last Friday',
      values: { startsAt: '2026-01-29T16:00:00.000Z', allDay: true, recurrence: 'FREQ=MONTHLY;BYDAY=-1FR' },
      range: ['2026-02-01', '2026-04-30'],
      found: ['2026-02-26T16:00', '2026-03-26T16:00', '2026-04-23T16:00'].map((one) => one),
    },
    {
      what: 'so many times',
      values: { startsAt: '2026-06-01T01:00:00.000Z', recurrence: 'FREQ=DAILY;COUNT=3' },
      range: ['2026-06-01', '2026-06-30'],
      found: ['2026-06-01T01:00', '2026-06-02T01:00', '2026-06-03T01:00'],
    },
    {
      what: 'until a day',
      values: { startsAt: '2026-06-01T01:00:00.000Z', recurrence: 'FREQ=DAILY;UNTIL=20260602' },
      range: ['2026-06-01', '2026-06-30'],
      found: ['2026-06-01T01:00', '2026-06-02T01:00'],
    },
  ])('recur $what', async ({ values, range, found }) => {
    const made = await event(values)
    expect(await starts(made.id, range[0]!, range[1]!)).toEqual(found)
  })

  it('answer an old rule far away at once, and no more than a bound', async () => {
    const made = await event({
      startsAt: '1950-01-01T01:00:00.000Z',
      recurrence: 'FREQ=DAILY;BYHOUR=9,10,11,12;BYMINUTE=0,10,20,30,40,50',
    })
    const found = await items(made.id, '2099-01-01', '2099-04-10')
    expect(found).toHaveLength(99 * 24)
    good(await rep.del(`/calendar-events/${made.id}`), 204)
  })

  it('change one occurrence, and take it back', async () => {
    const made = await event({ startsAt: '2027-01-04T01:00:00.000Z', recurrence: 'FREQ=WEEKLY' })
    const changed = await act(made.id, 'edit-occurrence', {
      occurrence: '2027-01-11T09:00:00',
      title: '例会改期',
      startsAt: '2027-01-12T06:00:00.000Z',
    })
    good(changed)
    expect((await items(made.id, '2027-01-04', '2027-01-20')).map((one) => [one.title, one.at, one.end])).toEqual([
      ['例会', '2027-01-04T01:00:00.000Z', '2027-01-04T02:00:00.000Z'],
      ['例会改期', '2027-01-12T06:00:00.000Z', '2027-01-12T07:00:00.000Z'],
      ['例会', '2027-01-18T01:00:00.000Z', '2027-01-18T02:00:00.000Z'],
    ])
    good(await rep.post('/undo', { token: undoToken(changed) }))
    expect(await starts(made.id, '2027-01-04', '2027-01-20')).toEqual([
      '2027-01-04T01:00',
      '2027-01-11T01:00',
      '2027-01-18T01:00',
    ])
  })

  it('cancel one occurrence, once', async () => {
    const made = await event({ startsAt: '2027-02-01T01:00:00.000Z', recurrence: 'FREQ=WEEKLY' })
    good(await act(made.id, 'cancel-occurrence', { occurrence: '2027-02-08T09:00:00' }))
    expect(await starts(made.id, '2027-02-01', '2027-02-20')).toEqual(['2027-02-01T01:00', '2027-02-15T01:00'])
    refused(await act(made.id, 'cancel-occurrence', { occurrence: '2027-02-08T09:00:00' }), 409, 'no_such_occurrence')
    refused(await act(made.id, 'edit-occurrence', { occurrence: 'nonsense', title: 'x' }), 409, 'no_such_occurrence')
    expect(faults(await act(made.id, 'edit-occurrence', { title: 'x' }))).toEqual({ occurrence: 'required' })
    expect(faults(await act(made.id, 'edit-occurrence', { occurrence: '2027-02-15T09:00:00' }))).toEqual({
      title: 'required',
    })
    expect(faults(await act(made.id, 'edit-occurrence', { occurrence: '2027-02-15T09:00:00', reach: 'some' }))).toEqual(
      {
        reach: 'unknown_option',
      },
    )
  })

  it('split at this and following, and become one again', async () => {
    const made = await event({
      startsAt: '2027-03-01T01:00:00.000Z',
      recurrence: 'FREQ=WEEKLY;COUNT=4',
      participantIds: [colleague.id],
    })
    const split = await act(made.id, 'edit-occurrence', {
      occurrence: '2027-03-15T09:00:00',
      reach: 'following',
      startsAt: '2027-03-15T03:00:00.000Z',
    })
    const second = good(split).second.id
    expect(await starts(made.id, '2027-03-01', '2027-04-01')).toEqual(['2027-03-01T01:00', '2027-03-08T01:00'])
    expect(await starts(second, '2027-03-01', '2027-04-01')).toEqual(['2027-03-15T03:00', '2027-03-22T03:00'])
    expect(good(await colleague.get(`/calendar-events/${second}`)).participantIds).toEqual([colleague.id])
    good(await rep.post('/undo', { token: undoToken(split) }))
    expect(await starts(made.id, '2027-03-01', '2027-04-01')).toHaveLength(4)
    refused(await rep.get(`/calendar-events/${second}`), 404)
  })

  it('are not put together again when a half was changed since', async () => {
    const made = await event({ startsAt: '2027-05-03T01:00:00.000Z', recurrence: 'FREQ=WEEKLY' })
    const split = await act(made.id, 'cancel-occurrence', { occurrence: '2027-05-17T09:00:00', reach: 'following' })
    good(split)
    good(await rep.patch(`/calendar-events/${made.id}`, { title: '改了' }))
    refused(await rep.post('/undo', { token: undoToken(split) }), 409, 'undo_expired')
    expect(await starts(made.id, '2027-05-01', '2027-06-01')).toEqual(['2027-05-03T01:00', '2027-05-10T01:00'])
  })

  it('move as a whole with what was cancelled, by action and by plain edit', async () => {
    const made = await event({ startsAt: '2027-06-07T01:00:00.000Z', recurrence: 'FREQ=WEEKLY;BYDAY=MO' })
    good(await act(made.id, 'cancel-occurrence', { occurrence: '2027-06-14T09:00:00' }))
    good(
      await rep.post('/calendar/move', {
        object: 'calendar-events',
        id: made.id,
        occurrence: '2027-06-21T09:00:00',
        reach: 'all',
        at: '2027-06-22T02:00:00.000Z',
      }),
    )
    expect(await starts(made.id, '2027-06-01', '2027-07-01')).toEqual([
      '2027-06-08T02:00',
      '2027-06-22T02:00',
      '2027-06-29T02:00',
    ])
    good(await rep.patch(`/calendar-events/${made.id}`, { startsAt: '2027-06-08T03:00:00.000Z' }))
    expect(await starts(made.id, '2027-06-01', '2027-07-01')).toEqual([
      '2027-06-08T03:00',
      '2027-06-22T03:00',
      '2027-06-29T03:00',
    ])
    refused(
      await rep.post('/calendar/move', { object: 'calendar-events', id: made.id, at: '2027-06-22T02:00:00.000Z' }),
      422,
      'required',
    )
  })

  it('refuse a stale edit with what is there now', async () => {
    const made = await event({ startsAt: '2027-08-02T01:00:00.000Z', recurrence: 'FREQ=WEEKLY' })
    good(await rep.patch(`/calendar-events/${made.id}`, { title: '新名字' }))
    const stale = refused(
      await act(made.id, 'edit-occurrence', { occurrence: '2027-08-09T09:00:00', title: 'x' }, made.version),
      412,
      'version_conflict',
    )
    expect(stale.current.title).toBe('新名字')
  })

  it('belong to nobody else', async () => {
    const made = await event({ startsAt: '2027-09-06T01:00:00.000Z', recurrence: 'FREQ=WEEKLY' })
    for (const name of ['edit-occurrence', 'cancel-occurrence'])
      refused(
        await colleague.post(`/calendar-events/${made.id}/${name}`, { occurrence: '2027-09-13T09:00:00', title: 'x' }),
        name === 'edit-occurrence' ? 404 : 422,
      )
    refused(
      await colleague.post(`/calendar-events/${made.id}/cancel-occurrence`, { occurrence: '2027-09-13T09:00:00' }),
      404,
    )
  })
})
