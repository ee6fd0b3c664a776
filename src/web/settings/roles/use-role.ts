import { useCallback, useRef } from 'react'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { type RecordRow, recordKey, useRecord } from '../../records.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useAll } from '../all.ts'
import { type RoleRights, rightsOf } from './rights.ts'

/** Changes the role at once on the screen, then on the server, one change after the other. */
export type ChangeRole = (build: (rights: RoleRights) => Partial<RoleRights>, said: string) => void

/** A role with its rights, and the way to change them. */
export const useRole = (id: string) => {
  const query = useRecord('roles', id)
  const waiting = useRef<Promise<unknown>>(Promise.resolve())
  const change: ChangeRole = useCallback(
    (build, said) => {
      const key = recordKey('roles', id)
      const write = async () => {
        const present = queryClient.getQueryData<RecordRow>(key)
        if (present === undefined) return
        const patch = build(rightsOf(present))
        queryClient.setQueryData(key, { ...present, ...patch })
        const { data, undo } = await api.patch<RecordRow>(`/roles/${id}`, patch, {
          ...(present.version === undefined ? {} : { ifMatch: present.version }),
        })
        queryClient.setQueryData(key, data)
        showToast({ text: said, undo })
        await Promise.all(
          [['list', 'roles'], ['me'], ['meta']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
        )
      }
      waiting.current = waiting.current.then(write).catch(async (error: unknown) => {
        showProblem(error)
        await queryClient.invalidateQueries({ queryKey: key })
      })
    },
    [id],
  )
  return { query, change }
}

/** How many people who work here have each role. */
export const useRoleCounts = (): ((id: string) => number) => {
  const people = useAll('employees', { fields: ['roleIds', 'status'] }).data ?? []
  return (id) =>
    people.filter((one) => one.status !== 'left' && Array.isArray(one.roleIds) && one.roleIds.includes(id)).length
}
