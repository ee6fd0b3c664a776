/** Uploaded files, their rows and what became of each; in the database, so that any process goes on with them. */
export const importSchema = `
CREATE TABLE IF NOT EXISTS imports (
  id uuid PRIMARY KEY, object text NOT NULL, status text NOT NULL, file_name text NOT NULL, file bytea NOT NULL, format text NOT NULL, encoding text, sheets text[] NOT NULL DEFAULT '{}', sheet text,
  columns jsonb NOT NULL, match_by text[] NOT NULL DEFAULT '{}', on_match text NOT NULL DEFAULT 'skip', pool_id uuid, owner_id uuid,
  dry_run boolean NOT NULL DEFAULT false, rows int NOT NULL DEFAULT 0, total int NOT NULL DEFAULT 0, created int NOT NULL DEFAULT 0, updated int NOT NULL DEFAULT 0, skipped int NOT NULL DEFAULT 0, failed int NOT NULL DEFAULT 0,
  kept int NOT NULL DEFAULT 0, created_by_id uuid NOT NULL, created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz, error jsonb);
ALTER TABLE imports ADD COLUMN IF NOT EXISTS defaults jsonb NOT NULL DEFAULT '{}';
CREATE INDEX IF NOT EXISTS imports_of ON imports (created_by_id, created_at DESC);
CREATE INDEX IF NOT EXISTS imports_open ON imports (created_at) WHERE status IN ('running', 'undoing');
CREATE TABLE IF NOT EXISTS import_rows (
  import_id uuid NOT NULL, number int NOT NULL, cells jsonb NOT NULL, state text NOT NULL DEFAULT 'pending', record_id uuid, version int, before jsonb, faults jsonb, PRIMARY KEY (import_id, number));
CREATE INDEX IF NOT EXISTS import_rows_state ON import_rows (import_id, state, number);
`
