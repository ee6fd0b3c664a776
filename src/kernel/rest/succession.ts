import { Refusal } from '../../model/errors.ts'
import { isId } from '../ids.ts'
import type { Call, Reply, Route } from './route.ts'

/**
 * Old ids lead to where a record lives on (after a merge): what a route of one record cannot find is asked for once more
 * by its successor's id, under the caller's rights to that one.
 */
export const followingOldIds = (routes: readonly Route[]): Route[] =>
  routes.map((route) => {
    // Nobody deletes the record that lives on by the id of one that does not.
    if (!route.path.startsWith('/:object/:id') || route.method === 'DELETE') return route
    const again = async (call: Call): Promise<Reply | undefined> => {
      const { object, id } = call.params
      if (object === undefined || !isId(id)) return undefined
      for (const successor of call.kernel.successors) {
        const next = await successor(call.context, object, id.toLowerCase())
        if (next !== undefined) return route.run({ ...call, params: { ...call.params, id: next } })
      }
      return undefined
    }
    const isAbsent = (error: unknown) => error instanceof Refusal && error.status === 404
    return {
      ...route,
      run: async (call) => {
        try {
          const reply = await route.run(call)
          return reply.refusal !== undefined && isAbsent(reply.refusal) ? ((await again(call)) ?? reply) : reply
        } catch (error) {
          const reply = isAbsent(error) ? await again(call) : undefined
          if (reply === undefined) throw error
          return reply
        }
      },
    }
  })
