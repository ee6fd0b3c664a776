import { dueLanes, runLane } from './deliver.ts'
import type { Reach } from './reach.ts'

export interface Deliverer {
  /** Sends everything that is due now; answers how many messages went. */
  readonly drain: () => Promise<number>
  readonly stop: () => Promise<void>
}

/**
 * Sends what is due, in every process; each lane is worked by one process at a time, and each by itself: one that hangs
 * holds up nobody but its own.
 */
export const startDeliverer = (
  reach: Reach,
  { every, renew, onError }: { every: number; renew: () => Promise<void>; onError: (error: unknown) => void },
): Deliverer => {
  const running = new Map<string, Promise<number>>()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<unknown> = Promise.resolve()
  const look = async (): Promise<readonly string[]> => {
    const lanes = (await dueLanes(reach)).filter((lane) => !running.has(lane))
    if (lanes.length > 0) await renew()
    for (const lane of lanes) {
      if (isStopped || running.has(lane)) continue
      const work = runLane(reach, lane, () => isStopped)
        .catch((error: unknown) => {
          onError(error)
          return 0
        })
        .finally(() => running.delete(lane))
      running.set(lane, work)
    }
    return lanes
  }
  const turn = () => {
    if (isStopped) return
    looking = look()
      .catch(onError)
      .finally(() => {
        if (!isStopped) timer = setTimeout(turn, every)
      })
  }
  timer = setTimeout(turn, every)
  return {
    drain: async () => {
      let sent = 0
      for (let round = 0; round < 100; round++) {
        const lanes = await look()
        const counts = await Promise.all(running.values())
        sent += counts.reduce((sum, count) => sum + count, 0)
        if (lanes.length === 0) break
      }
      return sent
    },
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await looking
      await Promise.all(running.values())
    },
  }
}
