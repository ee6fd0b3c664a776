import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Client, startTestApp, type TestApp } from '../support/app.ts'
import { faults, good, newCustomer, nowhere, query, refused } from './company.ts'

const calendarOf = (...parts: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n')
const vevent = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')

describe('calendar files', () => {
  let app: TestApp
  let rep: Client
  let colleague: Client
  beforeAll(async () => {
    app = await startTestApp()
    rep = await app.person({ account: 'rep', roles: ['rep'] })
    colleague = await app.person({ account: 'colleague', roles: ['rep'] })
  })
  afterAll(() => app.close())

  const send = (client: Client, content: string | Buffer): Promise<Answer> =>
    client.call(
      'POST',
      '/calendar/import',
      Buffer.concat([
        Buffer.from(
          '--line\r\nContent-Disposition: form-data; name="file"; filename="a.ics"\r\nContent-Type: text/calendar\r\n\r\n',
        ),
        Buffer.from(content),
        Buffer.from('\r\n--line--\r\n'),
      ]),
      { 'content-type': 'multipart/form-data; boundary=line' },
    )
  const imported = async (content: string | Buffer) => good(await send(rep, content))
  const counts = ({ created, updated, skipped, refused: not }: Answer['body']) => [created, updated, skipped, not]
  const byTitle = async (title: string) =>
    good(await rep.get(query('/calendar-events', { filter: { title, ownerId: '@me' } }))).data
  const starts = async (title: string, from: string, to: string): Promise<string[]> =>
    good(await rep.get(query('/calendar', { from, to })))
      .data.filter((one: { title: string }) => one.title === title)
      .map((one: { at: string }) => one.at.slice(0, 16))

  it('define zones of their own by the year, and not without end', async () => {
    const zone = (name: string, rule: string, minutes: number) =>
      [
        ['BEGIN:VTIMEZONE', `TZID:${name}`, 'BEGIN:STANDARD', 'DTSTART:19700101T000000'].join('\r\n'),
        `TZOFFSETFROM:+05${String(minutes).padStart(2, '0')}\r\nTZOFFSETTO:+05${String(minutes).padStart(2, '0')}`,
        `${rule}END:STANDARD\r\nEND:VTIMEZONE`,
      ].join('\r\n')
    const event = (name: string) =>
      vevent(`UID:${name}`, `SUMMARY:${name}`, `DTSTART;TZID=${name}:20270105T100000`, 'DURATION:PT1H')
    const told = await imported(
      calendarOf(
        zone('own', 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU\r\n', 17),
        zone('daily', 'RRULE:FREQ=DAILY\r\n', 17),
        event('own'),
        event('daily'),
      ),
    )
    expect(counts(told)).toEqual([1, 0, 0, 1])
    expect(told.components[1].reason).toContain('daily')
    const names = Array.from({ length: 60 }, (_, at) => `zone${at}`)
    const many = await imported(calendarOf(...names.map((name, at) => zone(name, '', at)), ...names.map(event)))
    expect(counts(many)).toEqual([50, 0, 0, 10])
  })

  it('bring in events, once: the same file again changes nothing, a changed one updates', async () => {
    const file = (title: string) =>
      calendarOf(
        vevent(
          'UID:weekly-1',
          `SUMMARY:${title}`,
          'DTSTART;TZID=Asia/Shanghai:20270104T090000',
          'DTEND;TZID=Asia/Shanghai:20270104T100000',
          'RRULE:FREQ=WEEKLY;COUNT=3',
        ),
      )
    expect(counts(await imported(file('周会')))).toEqual([1, 0, 0, 0])
    const [first] = await byTitle('周会')
    expect(counts(await imported(file('周会')))).toEqual([0, 0, 1, 0])
    expect(counts(await imported(file('周会二')))).toEqual([0, 1, 0, 0])
    const [second] = await byTitle('周会二')
    expect(second.id).toBe(first.id)
    expect(await starts('周会二', '2027-01-01', '2027-02-01')).toEqual([
      '2027-01-04T01:00',
      '2027-01-11T01:00',
      '2027-01-18T01:00',
    ])
    // What one imports is one's own: a colleague with the same file has it beside.
    expect(counts(good(await send(colleague, file('周会二'))))).toEqual([1, 0, 0, 0])
  })

  it('bring in two at once without doubling', async () => {
    const file = calendarOf(vevent('UID:race', 'SUMMARY:同时', 'DTSTART:20270201T010000Z'))
    const both = await Promise.all([imported(file), imported(file)])
    expect(both.map((one) => one.created).sort()).toEqual([0, 1])
    expect(await byTitle('同时')).toHaveLength(1)
  })

  it.each([
    ['IANA', 'TZID=America/New_York', '2027-07-01T13:00'],
    ['Windows', 'TZID="Pacific Standard Time"', '2027-07-01T16:00'],
    ['a maker’s path', 'TZID=/example.org/20260101/Europe/Berlin', '2027-07-01T07:00'],
    ['its own rules', 'TZID=Eigene Zeit', '2027-07-01T07:00'],
    ['none (floating)', '', '2027-07-01T01:00'],
  ])('understand times of %s', async (name, parameter, expected) => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Eigene Zeit',
      'BEGIN:STANDARD',
      'DTSTART:19701025T030000',
      'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:19700329T020000',
      'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ].join('\r\n')
    const start = parameter === '' ? 'DTSTART:20270701T090000' : `DTSTART;${parameter}:20270701T090000`
    const title = `时区 ${name}`
    expect(
      counts(
        await imported(calendarOf(zone, vevent(`UID:zone-${name}`, `SUMMARY:${title}`, start, 'RRULE:FREQ=YEARLY'))),
      ),
    ).toEqual([1, 0, 0, 0])
    expect(await starts(title, '2027-06-30', '2027-07-03')).toEqual([expected])
  })

  it('bring in whole days, alarms, privacy, cancelled and moved occurrences, from GBK as well', async () => {
    const file = calendarOf(
      vevent(
        'UID:holiday',
        'SUMMARY:盘点',
        'DTSTART;VALUE=DATE:20270510',
        'DTEND;VALUE=DATE:20270512',
        'CLASS:PRIVATE',
        'BEGIN:VALARM',
        'ACTION:DISPLAY',
        'TRIGGER:-PT30M',
        'END:VALARM',
        'ATTENDEE:mailto:x@example.com',
      ),
      vevent(
        'UID:series',
        'SUMMARY:培训',
        'DTSTART:20270503T010000Z',
        'DURATION:PT90M',
        'RRULE:FREQ=DAILY;COUNT=4',
        'EXDATE:20270504T010000Z',
      ),
      vevent(
        'UID:series',
        'SUMMARY:培训改期',
        'RECURRENCE-ID:20270505T010000Z',
        'DTSTART:20270505T050000Z',
        'DURATION:PT1H',
      ),
    )
    const gbk = Buffer.concat(
      [...file].map((sign) => {
        const known: Record<string, number[]> = {
          盘: [0xc5, 0xcc],
          点: [0xb5, 0xe3],
          培: [0xc5, 0xe0],
          训: [0xd1, 0xb5],
          改: [0xb8, 0xc4],
          期: [0xc6, 0xda],
        }
        return Buffer.from(known[sign] ?? [sign.codePointAt(0) ?? 0])
      }),
    )
    const answer = await imported(gbk)
    expect(counts(answer)).toEqual([3, 0, 0, 0])
    expect(answer.components[0].notes).toEqual(['1 位参加人没有邀请'])
    const [holiday] = await byTitle('盘点')
    expect(holiday).toMatchObject({
      allDay: true,
      isPrivate: true,
      reminderMinutes: 30,
      startsAt: '2027-05-09T16:00:00.000Z',
      endsAt: '2027-05-11T16:00:00.000Z',
      participantIds: [],
    })
    expect(await starts('培训', '2027-05-01', '2027-05-31')).toEqual(['2027-05-03T01:00', '2027-05-06T01:00'])
    expect(await starts('培训改期', '2027-05-01', '2027-05-31')).toEqual(['2027-05-05T05:00'])
  })

  it('say of each part what became of it, with its line, and lose nothing of the rest', async () => {
    const answer = await imported(
      calendarOf(
        vevent('UID:no-start', 'SUMMARY:没有开始'),
        vevent('UID:bad-start', 'SUMMARY:坏', 'DTSTART:20271399T990000Z'),
        vevent('UID:odd-rule', 'SUMMARY:每秒', 'DTSTART:20270101T000000Z', 'RRULE:FREQ=SECONDLY'),
        vevent('UID:no-zone', 'SUMMARY:火星', 'DTSTART;TZID=Mars/Olympus:20270101T000000'),
        vevent('UID:backwards', 'SUMMARY:倒着', 'DTSTART:20270102T000000Z', 'DTEND:20270101T000000Z'),
        'BEGIN:VTODO',
        'UID:todo',
        'SUMMARY:待办',
        'END:VTODO',
        vevent('UID:odd-line', 'SUMMARY:好的', 'X NONSENSE', 'DTSTART:20270801T010000Z'),
        'BEGIN:VEVENT',
        'UID:open',
        'DTSTART:20270801T010000Z',
      ),
    )
    expect(answer.components.map((one: Answer['body']) => [one.line, one.outcome, one.title])).toEqual([
      [4, 'refused', '没有开始'],
      [11, 'refused', '坏'],
      [17, 'refused', '每秒'],
      [22, 'refused', '火星'],
      [28, 'refused', '倒着'],
      [30, 'skipped', '待办'],
      [34, 'created', '好的'],
      [40, 'refused', null],
    ])
    for (const one of answer.components)
      expect(one.reason ?? one.notes[0], `a reason for line ${one.line}`).toEqual(expect.any(String))
    expect(await byTitle('好的')).toHaveLength(1)
  })

  it('cancel what a later file says is cancelled', async () => {
    const file = (...more: string[]) =>
      calendarOf(vevent('UID:off', 'SUMMARY:取消的会', 'DTSTART:20270802T010000Z', ...more))
    await imported(file())
    expect(counts(await imported(file('STATUS:CANCELLED')))).toEqual([0, 1, 0, 0])
    expect(await byTitle('取消的会')).toEqual([])
    expect(counts(await imported(file('STATUS:CANCELLED')))).toEqual([0, 0, 1, 0])
  })

  it('refuse what is no calendar, holds nothing, or too much', async () => {
    expect(faults(await send(rep, 'name,phone\r\n张三,1'))).toEqual({ file: 'not_a_calendar' })
    expect(faults(await send(rep, ''))).toEqual({ file: 'not_a_calendar' })
    expect(faults(await send(rep, Buffer.from([0, 1, 2, 255, 254, 253])))).toEqual({ file: 'not_a_calendar' })
    expect(faults(await send(rep, calendarOf()))).toEqual({ file: 'no_events' })
    expect(faults(await send(rep, calendarOf(...Array.from({ length: 5001 }, () => vevent('UID:x')))))).toEqual({
      file: 'too_many',
    })
    refused(await send(rep, 'x'.repeat(8 * 1024 * 1024 + 1)), 413, 'too_large')
    refused(await rep.post('/calendar/import', {}), 415)
    refused(await send(app.guest, calendarOf()), 401)
  })

  describe('the feed', () => {
    const feed = async (client: Client) => good(await client.post('/calendar/feeds', { name: '手机' }), 201)
    const read = async (path: string, headers: Record<string, string> = {}) => {
      const answer = await app.app.http.inject({ method: 'GET', url: path, headers })
      return { status: answer.statusCode, text: answer.body, headers: answer.headers }
    }

    it('holds what its owner may see now, for whoever has the secret, without a session', async () => {
      const { path } = await feed(rep)
      const customer = await newCustomer(rep)
      const soon = new Date(Date.parse(app.app.system.kernel.clock.now()) + 86_400_000).toISOString()
      good(await rep.post(`/customers/${customer.id}/reschedule`, { nextFollowUpAt: soon }))
      good(
        await rep.post('/calendar-events', {
          title: '纽约例会',
          startsAt: '2027-01-04T14:00:00.000Z',
          timeZone: 'America/New_York',
          recurrence: 'FREQ=WEEKLY;UNTIL=20270201',
          excluded: ['2027-01-11T09:00:00'],
        }),
        201,
      )
      const theirs = good(
        await colleague.post('/calendar-events', { title: '一起去', startsAt: soon, participantIds: [rep.id] }),
        201,
      )
      const hidden = good(await colleague.post('/calendar-events', { title: '与你无关', startsAt: soon }), 201)
      const { status, text, headers } = await read(path)
      expect(status).toBe(200)
      expect(headers['content-type']).toBe('text/calendar; charset=utf-8')
      const unfolded = text.replaceAll('\r\n ', '')
      expect(unfolded).toContain(`SUMMARY:下次联系：${customer.name}`)
      expect(unfolded).toContain('DTSTART;TZID=America/New_York:20270104T090000')
      expect(unfolded).toContain('BEGIN:VTIMEZONE\r\nTZID:America/New_York')
      expect(unfolded).toContain('EXDATE;TZID=America/New_York:20270111T090000')
      expect(unfolded).toContain('RRULE:FREQ=WEEKLY;UNTIL=20270202T045959Z')
      expect(unfolded).toContain('SUMMARY:一起去')
      expect(unfolded).not.toContain('与你无关')
      expect(unfolded).not.toContain(hidden.id)
      good(await colleague.patch(`/calendar-events/${theirs.id}`, { participantIds: [] }))
      expect((await read(path)).text).not.toContain('一起去')
    })

    it('says when nothing has changed', async () => {
      const { path } = await feed(rep)
      const first = await read(path)
      const etag = String(first.headers.etag)
      expect((await read(path, { 'if-none-match': etag })).status).toBe(304)
      good(await rep.post('/calendar-events', { title: '新的', startsAt: '2027-01-05T01:00:00.000Z' }), 201)
      expect((await read(path, { 'if-none-match': etag })).status).toBe(200)
    })

    it('reads back as the same events', async () => {
      const { path } = await feed(rep)
      const answer = good(await send(colleague, (await read(path)).text))
      expect(answer.refused).toBe(0)
      const mine = good(await rep.get(query('/calendar', { from: '2027-01-01', to: '2027-03-31' }))).data
      const theirs = good(await colleague.get(query('/calendar', { from: '2027-01-01', to: '2027-03-31' }))).data
      const told = (all: Answer['body'][]) =>
        all.filter((one) => one.kind === 'event' && one.title === '纽约例会').map((one) => [one.at, one.end])
      expect(told(mine).length).toBeGreaterThan(2)
      expect(told(theirs)).toEqual(told(mine))
    })

    it('answers nothing once revoked, to a wrong secret, or of somebody who has left', async () => {
      const { id, path } = await feed(rep)
      expect(good(await rep.get('/calendar/feeds')).data.map((one: { id: string }) => one.id)).toContain(id)
      expect(JSON.stringify(good(await rep.get('/calendar/feeds')))).not.toContain(path.slice(15, 40))
      refused(await colleague.del(`/calendar/feeds/${id}`), 404)
      refused(await rep.del(`/calendar/feeds/${nowhere}`), 404)
      good(await rep.del(`/calendar/feeds/${id}`), 204)
      expect((await read(path)).status).toBe(404)
      for (const wrong of ['x', 'x.ics', `${'a'.repeat(43)}.ics`, '%00.ics', `..%2F..%2Fme`, `${"'".repeat(30)}.ics`])
        expect((await read(`/calendar/feed/${wrong}`)).status, wrong).toBe(404)
      const { path: other } = await feed(colleague)
      expect((await read(other)).status).toBe(200)
      good(await app.admin.patch(`/employees/${colleague.id}`, { status: 'left' }))
      expect((await read(other)).status).toBe(404)
      refused(await app.guest.get('/calendar/feeds'), 401)
      expect(faults(await rep.post('/calendar/feeds', { name: '' }))).toEqual({ name: 'required' })
    })
  })
})
