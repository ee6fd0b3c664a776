import { useQuery } from '@tanstack/react-query'
import { api, apiUrl } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { queryClient } from '../query.ts'

interface Named {
  readonly id: string
  readonly name: string | null
}

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly extension: string
  readonly size: number
  readonly preview: 'picture' | 'pdf' | null
  readonly createdAt: string
  readonly by: Named | null
  readonly locked: boolean
  readonly lockedAt: string | null
  readonly lockedBy: Named | null
  readonly deletedAt: string | null
  readonly deletedBy: Named | null
  readonly can: {
    readonly lock: boolean
    readonly unlock: boolean
    readonly delete: boolean
    readonly restore: boolean
  }
  readonly why: Readonly<Record<string, { readonly message: string }>>
}

export interface Attachments {
  readonly data: readonly Attachment[]
  readonly page: { readonly total: { readonly value: number } }
  readonly can: { readonly create: boolean }
  /** How many deleted ones can be brought back. */
  readonly deleted: number
  readonly limits: { readonly maxBytes: number; readonly maxFiles: number }
}

/** Below the key of the record: what is read again with it, and when others change it. */
const keyOf = (object: string, id: string, ...more: readonly string[]) => ['record', object, id, 'attachments', ...more]

/** The files of a record. */
export const useAttachments = (object: ObjectMeta, id: string, enabled = true) =>
  useQuery({
    queryKey: keyOf(object.path, id),
    queryFn: ({ signal }) => api.get<Attachments>(`/${object.path}/${id}/attachments`, { signal }),
    enabled,
  })

export const useDeletedAttachments = (object: ObjectMeta, id: string, enabled: boolean) =>
  useQuery({
    queryKey: keyOf(object.path, id, 'deleted'),
    queryFn: ({ signal }) =>
      api.get<Attachments>(`/${object.path}/${id}/attachments`, { query: { deleted: true }, signal }),
    enabled,
  })

export const attachmentsChanged = async (object: string, id: string): Promise<void> => {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keyOf(object, id) }),
    queryClient.invalidateQueries({ queryKey: ['record', object, id, 'history'] }),
    queryClient.invalidateQueries({ queryKey: ['timeline', object, id] }),
  ])
}

export const downloadUrl = (id: string): string => apiUrl(`/attachments/${id}/download`)
export const pictureUrl = (id: string, size: 'thumbnail' | 'large'): string =>
  apiUrl(`/attachments/${id}/preview`, { size })

/** Bytes as people read them: `12 KB`, `3.4 MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1024
    ? `${bytes} B`
    : bytes < 1024 * 1024
      ? `${Math.round(bytes / 1024)} KB`
      : `${(bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')} MB`
