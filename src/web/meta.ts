import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { JsonObject, Label, Locale } from '../model/label.ts'
import type { FieldMeta } from '../model/web-field.ts'
import { api } from './client.ts'
import { setServerMoment } from './clock.ts'

export type { FieldMeta } from '../model/web-field.ts'

export interface ActionMeta {
  readonly name: string
  readonly label: Label
  readonly input: readonly FieldMeta[]
  readonly bulk: boolean
  readonly irreversible?: boolean
  readonly icon?: string | null
  readonly hidden?: boolean
  readonly page?: string
}

export interface ViewMeta {
  readonly name: string
  readonly label: Label
  readonly filter: JsonObject
  readonly sort?: string
}

export interface ObjectMeta {
  readonly path: string
  readonly label: Label
  /** The field that names a record. */
  readonly title: string
  readonly kind: 'main' | 'action' | 'plain'
  readonly traits: Readonly<Record<string, unknown>>
  readonly fields: readonly FieldMeta[]
  readonly list: readonly string[]
  readonly sort: string
  readonly form: readonly { readonly label: Label; readonly fields: readonly string[] }[]
  readonly tabs: readonly string[]
  readonly views: readonly ViewMeta[]
  readonly actions: readonly ActionMeta[]
  /** What the caller may do: verbs and action names. */
  readonly functions: readonly string[]
}

export interface Meta {
  readonly registryEpoch: number | string
  readonly objects: readonly ObjectMeta[]
}

export interface Me {
  readonly employee: {
    readonly id: string
    readonly name: string
    readonly account: string
    readonly departmentId: string | null
    readonly department: { readonly id: string; readonly name: string } | null
    readonly roleIds: readonly string[]
    readonly roles: readonly { readonly id: string; readonly name: string }[]
    readonly roleKeys?: readonly string[]
    readonly isManager?: boolean
    readonly email: string | null
    readonly phone: string | null
  }
  readonly company: { readonly name: string }
  readonly functions: Readonly<Record<string, readonly string[]>>
  readonly locale: Locale
  readonly timeZone: string
  readonly now: string
  readonly capacity: { readonly used: number; readonly limit: number | null } | null
  /** Pools this person may claim from. */
  readonly poolIds?: readonly string[]
  /** The pools this person may claim from and import into, the default one first. */
  readonly pools: readonly { readonly id: string; readonly name: string; readonly isDefault: boolean }[]
  readonly totp: boolean
  readonly preferences: Readonly<Record<string, unknown>>
  readonly unread: number
}

const loadMe = async (): Promise<Me> => {
  const me = await api.get<Me>('/me')
  setServerMoment(me.now)
  return me
}

/** Fields are given the shape of a declaration, so that field types read them like one. */
const asDeclared = (field: FieldMeta): FieldMeta => ({
  ...field,
  zh: field.label.zh,
  en: field.label.en,
  ...(field.options === undefined
    ? {}
    : { options: field.options.map((option) => ({ ...option, zh: option.label.zh, en: option.label.en })) }),
})

/** What an input of an action may be is for the action to say, not for the field rights. */
const open = { readable: true, writable: true, masked: false, operators: [] } as const

const loadMeta = async (): Promise<Meta> => {
  const meta = await api.get<Meta>('/meta')
  return {
    ...meta,
    objects: meta.objects.map((object) => ({
      ...object,
      tabs: object.tabs ?? [],
      views: object.views ?? [],
      form: object.form ?? [],
      functions: object.functions ?? [],
      fields: object.fields.map(asDeclared),
      actions: (object.actions ?? []).map((action) => ({
        ...action,
        input: (action.input ?? []).map((field) => asDeclared({ ...open, ...field })),
      })),
    })),
  }
}

export const meQuery = { queryKey: ['me'], queryFn: loadMe, staleTime: 60_000 } as const
export const metaQuery = { queryKey: ['meta'], queryFn: loadMeta, staleTime: 5 * 60_000 } as const

/** Who is signed in. Below the frame it is always there. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** Everything this person may see, as declared. Below the frame it is always there. */
export const useMeta = (): Meta => useSuspenseQuery(metaQuery).data

/** One object, or nothing when it does not exist for this person. */
export const useObject = (path: string): ObjectMeta | undefined =>
  useMeta().objects.find((object) => object.path === path)

export const fieldOf = (object: ObjectMeta, name: string): FieldMeta | undefined =>
  object.fields.find((field) => field.name === name)

/** Shows something to this person, if only masked. */
export const isShown = (field: FieldMeta): boolean => field.readable || (field.masked && field.writeOnly !== true)

/** May this person do this to records of this object at all? */
export const may = (object: ObjectMeta | undefined, verb: string): boolean => object?.functions.includes(verb) ?? false

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly object: string
  readonly filter: JsonObject
  readonly sort: string | null
  readonly columns: readonly string[] | null
  readonly shared: boolean
  readonly starred: boolean
  readonly ownerId?: string | null
}

/** Views people saved, own and shared. */
export const useSavedViews = (): readonly SavedView[] => {
  const exists = useObject('views') !== undefined
  const { data } = useQuery({
    queryKey: ['list', 'views', 'all'],
    queryFn: () => api.get<{ data: SavedView[] }>('/views', { query: { limit: 200 } }),
    enabled: exists,
    staleTime: 60_000,
  })
  return data?.data ?? []
}

export interface ReminderCount {
  readonly name: string
  readonly object: string
  readonly label: Label
  readonly tone: 'neutral' | 'wait' | 'late'
  readonly filter: JsonObject
  readonly sort: string
  readonly count: number
  /** To be reached, not emptied. */
  readonly goal?: number
  readonly empty: Label
}

/** What waits for this person, counted. */
export const useReminders = (): readonly ReminderCount[] => {
  const { data } = useQuery({
    queryKey: ['reminders'],
    queryFn: () => api.get<{ data: ReminderCount[] }>('/reminders'),
    staleTime: 60_000,
  })
  return data?.data ?? []
}

/** Deals have a tab on a record once there are some; the first is made from its menu of actions. */
export const isDeal = (object: ObjectMeta): boolean =>
  object.traits.document !== undefined || object.path === 'opportunities'
