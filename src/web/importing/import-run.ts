import { useQuery } from '@tanstack/react-query'
import type { Label, Row } from '../../model/label.ts'
import { api } from '../client.ts'
import { queryClient } from '../query.ts'

export interface ImportColumn {
  readonly index: number
  readonly header: string
  readonly samples: readonly string[]
  readonly field: string | null
}

export type ImportStatus = 'mapping' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'
export type OnMatch = 'skip' | 'update' | 'create'

/** An import as the API answers it. */
export interface ImportRun {
  readonly id: string
  readonly object: string
  readonly status: ImportStatus
  readonly fileName?: string
  readonly encoding?: string | null
  readonly rows?: number
  readonly total: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
  readonly dryRun: boolean
  readonly sheet?: string | null
  readonly sheets?: readonly (string | { readonly name: string })[]
  readonly columns?: readonly ImportColumn[]
  readonly matchBy?: readonly string[]
  readonly onMatch?: OnMatch
  readonly poolId?: string | null
  readonly ownerId?: string | null
  readonly defaults?: Row
  readonly error?: Label | string | null
  readonly createdAt?: string
  /** The last run, dry or not, ended then. */
  readonly finishedAt?: string | null
  /** Records an undo left alone, for people have changed them since. */
  readonly kept?: number
}

export interface ImportFailure {
  readonly row: number
  readonly column: string | null
  readonly code: string
  readonly message: string
  readonly value: string | null
}

export type Step = 'upload' | 'map' | 'check' | 'import'

/** A dry run has been made, and nothing since. */
export const isChecked = (run: Pick<ImportRun, 'status' | 'dryRun' | 'finishedAt'>): boolean =>
  run.dryRun && run.status === 'mapping' && run.finishedAt !== null && run.finishedAt !== undefined

/** Which step of the wizard an import stands at. */
export const stepOf = (run: Pick<ImportRun, 'status' | 'dryRun' | 'finishedAt'> | undefined): Step => {
  if (run === undefined) return 'upload'
  if (run.status === 'mapping') return isChecked(run) ? 'check' : 'map'
  return run.dryRun && run.status === 'running' ? 'check' : 'import'
}

export const isWorking = (run: Pick<ImportRun, 'status'>): boolean =>
  run.status === 'running' || run.status === 'undoing'

export const importKey = (id: string) => ['import', id] as const

/** One import, asked again every second while it works. */
export const useImport = (id: string | undefined) =>
  useQuery({
    queryKey: importKey(id ?? ''),
    queryFn: () => api.get<ImportRun>(`/imports/${id ?? ''}`),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (state.data !== undefined && isWorking(state.data) ? 1000 : false),
  })

export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: () => api.get<{ data: readonly ImportRun[] }>('/imports'),
  })

/** After something was done to an import: it is read again, and the list with it. */
export const importChanged = async (id: string): Promise<void> => {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: importKey(id) }),
    queryClient.invalidateQueries({ queryKey: ['imports'] }),
    queryClient.invalidateQueries({ queryKey: ['import-failures', id] }),
  ])
}

/** Rows dealt with so far. */
export const handled = (run: ImportRun): number => run.created + run.updated + run.skipped + run.failed
