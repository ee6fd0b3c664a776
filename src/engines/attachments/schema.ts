import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'

/**
 * A file is written before its row and removed after it: `stored_files` knows every file from before it is there until
 * it is gone (arriving -> kept -> leaving), so that whatever breaks off is found and removed.
 * `since` is real time: it tells how long something lies about.
 */
export const schema = `
CREATE TABLE IF NOT EXISTS stored_files (
  id uuid PRIMARY KEY, state text NOT NULL CHECK (state IN ('arriving','kept','leaving')), since timestamptz NOT NULL);
CREATE INDEX IF NOT EXISTS stored_files_passing ON stored_files (since) WHERE state <> 'kept';
CREATE TABLE IF NOT EXISTS attachments (
  id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, file_id uuid NOT NULL UNIQUE, name text NOT NULL, extension text NOT NULL,
  size bigint NOT NULL, kind text NOT NULL, mime text, sha256 text NOT NULL, created_by_id uuid, created_at timestamptz NOT NULL,
  locked_by_id uuid, locked_at timestamptz, deleted_by_id uuid, deleted_at timestamptz);
CREATE INDEX IF NOT EXISTS attachments_record ON attachments (object, record_id, id);
CREATE INDEX IF NOT EXISTS attachments_deleted ON attachments (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS attachment_previews (
  attachment_id uuid NOT NULL REFERENCES attachments (id) ON DELETE CASCADE, size text NOT NULL, file_id uuid NOT NULL UNIQUE, bytes bigint NOT NULL,
  PRIMARY KEY (attachment_id, size));
CREATE TABLE IF NOT EXISTS attachment_downloads (
  id uuid PRIMARY KEY, at timestamptz NOT NULL, attachment_id uuid NOT NULL, object text NOT NULL, record_id uuid NOT NULL, name text NOT NULL, actor_id uuid, request_id text);
CREATE INDEX IF NOT EXISTS attachment_downloads_record ON attachment_downloads (object, record_id, id);
`

export interface Stored {
  readonly id: string
  readonly object: string
  readonly recordId: string
  readonly fileId: string
  readonly name: string
  readonly extension: string
  readonly size: number
  readonly kind: string
  readonly mime: string | null
  readonly sha256: string
  readonly createdById: string | null
  readonly createdAt: string
  readonly lockedById: string | null
  readonly lockedAt: string | null
  readonly deletedById: string | null
  readonly deletedAt: string | null
}

export const columns = sql`id, object, record_id AS "recordId", file_id AS "fileId", name, extension, size, kind, mime, sha256,
  created_by_id AS "createdById", created_at AS "createdAt", locked_by_id AS "lockedById", locked_at AS "lockedAt",
  deleted_by_id AS "deletedById", deleted_at AS "deletedAt"`

/** Takes rows out for good; their files leave the store once this is committed. */
export const dropRows = async (db: Queryable, ids: readonly string[], since: Date): Promise<void> => {
  if (ids.length === 0) return
  await db.query(sql`WITH gone AS (DELETE FROM attachments WHERE id = ANY(${ids}::uuid[]) RETURNING file_id)
    UPDATE stored_files SET state = 'leaving', since = ${since} WHERE id IN (SELECT file_id FROM gone)
      OR id IN (SELECT file_id FROM attachment_previews WHERE attachment_id = ANY(${ids}::uuid[]))`)
}
