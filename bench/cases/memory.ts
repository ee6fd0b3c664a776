import { load, type Shot } from '../load.ts'
import type { Bench } from '../main.ts'
import { memoryOf } from '../process.ts'
import { type Section, whole } from '../report.ts'

/** Memory of the application's one Node process while all kinds of requests come at once. */
export const memory = async ({ app, people, reps, seconds, rounds }: Bench): Promise<Section> => {
  const everybody = [...[...people.values()].flat(), ...reps.slice(0, 200)]
  const paths = [
    '/api/v1/customers',
    '/api/v1/contacts',
    '/api/v1/follow-ups',
    '/api/v1/tasks',
    '/api/v1/reminders',
    '/api/v1/me',
    '/api/v1/search?q=%E6%9C%BA%E6%A2%B0',
  ]
  const shots: Shot[] = everybody.flatMap(({ cookie }, i) =>
    [0, 1, 2].map((n) => ({ path: paths[(i + n * 3) % paths.length]!, headers: { cookie } })),
  )
  const before = memoryOf(app.pid)
  const samples: number[] = []
  const timer = setInterval(() => samples.push(memoryOf(app.pid)?.now ?? 0), 200)
  const result = await load(app, shots, Math.max(10, seconds * rounds))
  clearInterval(timer)
  samples.sort((a, b) => a - b)
  const { now, peak } = memoryOf(app.pid) ?? { now: 0, peak: 0 }
  const highest = samples.at(-1) ?? 0
  const verdict = peak <= 150 ? 'aim' : peak <= 300 ? 'must' : 'missed'
  return {
    title: 'Memory of Node under load',
    columns: [
      'before MB',
      'middle MB',
      'highest MB',
      'after MB',
      'highest of the whole run MB',
      'requests/s',
      'failed',
      'must ≤ 300 / aim ≤ 150',
    ],
    rows: [
      [
        whole(before?.now ?? 0),
        whole(samples[Math.floor(samples.length / 2)] ?? 0),
        whole(highest),
        whole(now),
        whole(peak),
        whole(result.perSecond),
        String(result.failed),
        before === undefined ? 'Linux only' : verdict,
      ],
    ],
    notes: [
      `${everybody.length} people, lists of all objects, reminders and searches mixed; one Node process is all there is.`,
    ],
  }
}
