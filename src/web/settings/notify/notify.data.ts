import { useQuery } from '@tanstack/react-query'
import type { Label } from '../../../model/label.ts'
import type { PersonalChannel } from '../../../model/notice.ts'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { showProblem } from '../../toast.tsx'

export interface QuietHours {
  readonly on: boolean
  readonly from: string
  readonly to: string
  readonly days: readonly number[]
}

export interface KindChoice {
  readonly key: string
  readonly label: Label
  readonly urgent: boolean
  readonly channels: Readonly<Record<PersonalChannel, boolean>>
}

export interface Browser {
  readonly id: string
  readonly userAgent: string
  readonly createdAt: string
  readonly sentAt: string | null
  readonly current: boolean
}

export interface MySettings {
  readonly kinds: readonly KindChoice[]
  readonly quietHours: QuietHours
  readonly digest: { readonly mode: 'now' | 'daily'; readonly at: string }
  readonly timeZone: string
  readonly email: { readonly on: boolean; readonly address: string | null }
  readonly push: { readonly publicKey: string; readonly browsers: readonly Browser[] }
}

const queryKey = ['notification-settings']
const path = '/me/notification-settings'

export const useMySettings = () => useQuery({ queryKey, queryFn: () => api.get<MySettings>(path) })

export const refreshMySettings = (): Promise<void> => queryClient.invalidateQueries({ queryKey })

/** Shows the change at once; what the server refuses is taken back and said. */
export const changeMySettings = async (shown: MySettings, change: Record<string, unknown>): Promise<void> => {
  queryClient.setQueryData(queryKey, shown)
  try {
    const { data } = await api.patch<MySettings>(path, change)
    queryClient.setQueryData(queryKey, data)
  } catch (error) {
    showProblem(error)
    await refreshMySettings()
  }
}
