import { useQuery } from '@tanstack/react-query'
import type { Row } from '../../model/label.ts'
import { api } from '../client.ts'

export interface Missing {
  readonly day: string
  readonly dueAt: string
  readonly isOver: boolean
  readonly expected: number
  readonly data: readonly { readonly id: string; readonly name: string }[]
}

/** Who of my people has not sent today's report, and by when it is due. */
export const useMissing = (enabled: boolean) =>
  useQuery({
    queryKey: ['missing-reports'],
    queryFn: ({ signal }) => api.get<Missing>('/work-reports/missing', { signal }),
    enabled,
    staleTime: 60_000,
  })

export interface Line {
  readonly key: number
  readonly customerId: string | null
  readonly customer: Row
  readonly kind: string
  readonly content: string
  readonly next: string | null
}

export interface ReportDraft {
  readonly kind: 'daily' | 'urgent' | 'periodic'
  readonly summary: string
  readonly problems: string
  readonly plan: string
  readonly lines: readonly Line[]
}

const fresh: ReportDraft = { kind: 'daily', summary: '', problems: '', plan: '', lines: [] }
const place = (day: string) => `greensea.report.${day}`

/** What was begun on this day in this browser. */
export const keptReport = (day: string): ReportDraft => {
  try {
    return { ...fresh, ...(JSON.parse(localStorage.getItem(place(day)) ?? '{}') as Partial<ReportDraft>) }
  } catch {
    return fresh
  }
}

export const keepReport = (day: string, draft: ReportDraft | null): void => {
  if (draft === null) localStorage.removeItem(place(day))
  else localStorage.setItem(place(day), JSON.stringify(draft))
}
