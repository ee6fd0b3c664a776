import { useQuery } from '@tanstack/react-query'
import type { Label, Locale } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import type { QuietHours } from '../notify/notify.data.ts'

export interface MailSettings {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly from: string
  readonly fromName: string
  readonly passwordSet: boolean
}

export interface Bot {
  readonly id: string
  readonly name: string
  readonly kind: string
  /** The host and the end of the key; the address itself is never read back. */
  readonly address: string
  readonly signed: boolean
  readonly kinds: readonly string[]
  readonly departmentId: string | null
  readonly locale: Locale
  readonly active: boolean
  readonly quietHours: QuietHours | null
}

export interface BotKind {
  readonly key: string
  readonly label: Label
  readonly signs: boolean
  readonly host: string
}

export interface Channels {
  readonly publicUrl: string | null
  /** Set where it was started, not here. */
  readonly publicUrlFixed: boolean
  readonly mail: MailSettings | null
  readonly bots: readonly Bot[]
  readonly botKinds: readonly BotKind[]
  readonly kinds: readonly { readonly key: string; readonly label: Label }[]
}

const queryKey = ['message-channels']

export const useChannels = () => useQuery({ queryKey, queryFn: () => api.get<Channels>('/message-channels') })

export const refreshChannels = (): Promise<unknown> =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey }),
    queryClient.invalidateQueries({ queryKey: ['deliveries'] }),
    queryClient.invalidateQueries({ queryKey: ['notification-settings'] }),
  ])
