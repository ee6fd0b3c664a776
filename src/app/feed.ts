import type { FastifyInstance } from 'fastify'
import { calendarFeed } from '../engines/calendar/index.ts'
import { notFound, toProblem } from '../model/errors.ts'
import type { System } from './boot.ts'
import { calendar } from './modules.ts'

/** `GET /calendar/feed/{token}.ics`: read by calendars, which have no session; the secret is all they bring. */
export const serveFeed = (app: FastifyInstance, system: System): void => {
  app.get<{ Params: { file: string } }>('/calendar/feed/:file', async (request, reply) => {
    const { file } = request.params
    const token = file.endsWith('.ics') ? file.slice(0, -4) : ''
    const feed = await calendarFeed({ kernel: () => system.kernel, ...calendar }, token)
    reply.header('Cache-Control', 'private, no-cache').header('Referrer-Policy', 'no-referrer')
    if (feed === undefined)
      return reply
        .status(404)
        .type('application/problem+json; charset=utf-8')
        .send(JSON.stringify(toProblem(notFound(), 'zh')))
    reply.header('ETag', feed.etag)
    const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''))
    if (known.includes(feed.etag) || known.includes('*')) return reply.status(304).send()
    return reply
      .type('text/calendar; charset=utf-8')
      .header('Content-Disposition', 'inline; filename="greensea.ics"')
      .send(feed.text)
  })
}
