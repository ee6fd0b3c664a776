import { useQuery } from '@tanstack/react-query'
import type { Json, JsonObject } from '../../model/label.ts'
import { api } from '../client.ts'
import { may, type ReminderCount, useObject } from '../meta.ts'
import { type RecordRow, useRecords } from '../records.ts'

/** What waits for somebody: me, or somebody below me. */
export const useRemindersOf = (employeeId: string | null) =>
  useQuery({
    queryKey: employeeId === null ? ['reminders'] : ['reminders', employeeId],
    queryFn: async () => {
      const { data } = await api.get<{ data: ReminderCount[] }>('/reminders', {
        query: { employeeId: employeeId ?? undefined },
      })
      return employeeId === null
        ? { data }
        : { data: data.map((one) => ({ ...one, filter: filterOf(one.filter, employeeId) })) }
    },
    staleTime: 60_000,
  })

/** A filter with `@me` meaning somebody else. */
export const filterOf = (filter: JsonObject, employeeId: string): JsonObject =>
  replaced(filter, employeeId) as JsonObject

const replaced = (value: Json | undefined, id: string): Json | undefined => {
  if (value === '@me') return id
  if (Array.isArray(value)) return value.map((one) => replaced(one as Json, id) as Json)
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one as Json, id)]))
  return value
}

/** A reminder and those that ask the same of another stretch of time: today, tomorrow, this week. */
export interface ReminderGroup {
  readonly head: ReminderCount
  readonly all: readonly ReminderCount[]
}

const shape = ({ object, tone, sort, filter }: ReminderCount): string =>
  JSON.stringify([object, tone, sort, Object.keys(filter).sort()])

export const grouped = (reminders: readonly ReminderCount[]): readonly ReminderGroup[] => {
  const groups = new Map<string, ReminderCount[]>()
  for (const one of reminders) groups.set(shape(one), [...(groups.get(shape(one)) ?? []), one])
  return [...groups.values()].map((all) => ({ head: all[0]!, all }))
}

export interface TeamMember {
  readonly employee: { readonly id: string; readonly name: string }
  readonly today: number
  readonly overdue: number
  readonly done: number
  readonly followUps: number
}

/** My subordinates and what they have before them; empty for who has none. */
export const useTeam = (): readonly TeamMember[] =>
  useQuery({
    queryKey: ['team'],
    queryFn: () => api.get<{ data: TeamMember[] }>('/team'),
    retry: false,
    staleTime: 60_000,
  }).data?.data ?? []

export interface LastWord {
  readonly text: string
  readonly contact: string | null
}

/** What was said last with each of these customers. */
export const useLastWords = (customers: readonly RecordRow[]): ReadonlyMap<string, LastWord> => {
  const readable = may(useObject('follow-ups'), 'read')
  const said = customers.filter((one) => typeof one.lastFollowUpAt === 'string')
  // The moments narrow it to the last one of each, however many a customer has.
  const { data } = useRecords(
    'follow-ups',
    {
      filter: {
        customerId: { in: said.map((one) => one.id) },
        happenedAt: { in: [...new Set(said.map((one) => String(one.lastFollowUpAt)))] },
      },
      sort: '-happenedAt',
      limit: 200,
      count: 'none',
    },
    readable && said.length > 0,
  )
  const words = new Map<string, LastWord>()
  for (const row of data?.data ?? []) {
    const id = String(row.customerId)
    if (words.has(id)) continue
    const contact = row.contact as { name?: string } | null | undefined
    words.set(id, {
      text: typeof row.content === 'string' ? row.content.replace(/\s+/g, ' ') : '',
      contact: contact?.name ?? null,
    })
  }
  return words
}
