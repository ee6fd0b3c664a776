/**
 * Keys of each record, in a table of their own: what changes hands or gets followed up does not touch them. `fastupdate`
 * is off, so that no look-up reads a pending list and no write has to flush one.
 */
export const identitySchema = `
CREATE TABLE IF NOT EXISTS identity_keys (record_id uuid PRIMARY KEY, object text NOT NULL, keys int[] NOT NULL);
CREATE INDEX IF NOT EXISTS identity_keys_keys ON identity_keys USING gin (keys) WITH (fastupdate = off);
CREATE TABLE IF NOT EXISTS duplicate_finds (
  employee_id uuid NOT NULL, day date NOT NULL, record_id uuid NOT NULL, object text NOT NULL, at timestamptz NOT NULL, entry text NOT NULL, PRIMARY KEY (employee_id, day, record_id));
CREATE TABLE IF NOT EXISTS duplicate_numbers (employee_id uuid NOT NULL, day date NOT NULL, number int NOT NULL, PRIMARY KEY (employee_id, day, number));
CREATE TABLE IF NOT EXISTS duplicate_clusters (
  id uuid PRIMARY KEY, object text NOT NULL, source text NOT NULL CHECK (source IN ('entry','scan')), state text NOT NULL CHECK (state IN ('open','merged','kept','discarded')),
  score real NOT NULL, reasons jsonb NOT NULL DEFAULT '[]', found_at timestamptz NOT NULL, found_by_id uuid, insist_reason text, scan_id uuid,
  decided_at timestamptz, decided_by_id uuid, decision_reason text, version int NOT NULL DEFAULT 1);
CREATE INDEX IF NOT EXISTS duplicate_clusters_state ON duplicate_clusters (object, state, score DESC, id);
CREATE TABLE IF NOT EXISTS duplicate_members (cluster_id uuid NOT NULL REFERENCES duplicate_clusters ON DELETE CASCADE, record_id uuid NOT NULL, PRIMARY KEY (cluster_id, record_id));
CREATE INDEX IF NOT EXISTS duplicate_members_record ON duplicate_members (record_id);
CREATE TABLE IF NOT EXISTS duplicate_apart (one uuid NOT NULL, other uuid NOT NULL, at timestamptz NOT NULL, by_id uuid, reason text, PRIMARY KEY (one, other), CHECK (one < other));
CREATE INDEX IF NOT EXISTS duplicate_apart_other ON duplicate_apart (other);
CREATE TABLE IF NOT EXISTS duplicate_scans (
  id uuid PRIMARY KEY, object text NOT NULL, state text NOT NULL, at timestamptz NOT NULL, by_id uuid, finished_at timestamptz, looked int NOT NULL DEFAULT 0, total int NOT NULL DEFAULT 0, clusters int NOT NULL DEFAULT 0, error text);
CREATE TABLE IF NOT EXISTS key_people_notices (record_id uuid PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS merges (
  id uuid PRIMARY KEY, object text NOT NULL, winner_id uuid NOT NULL, loser_ids uuid[] NOT NULL, at timestamptz NOT NULL, by_id uuid, reason text, cluster_id uuid,
  choices jsonb NOT NULL, before jsonb NOT NULL, after jsonb NOT NULL, undone_at timestamptz, undone_by_id uuid);
CREATE INDEX IF NOT EXISTS merges_winner ON merges (winner_id);
CREATE INDEX IF NOT EXISTS merges_at ON merges (object, at DESC, id);
CREATE TABLE IF NOT EXISTS merge_moves (merge_id uuid NOT NULL, place text NOT NULL, record_id uuid NOT NULL, field text NOT NULL, from_id uuid NOT NULL, changed jsonb NOT NULL DEFAULT '{}', PRIMARY KEY (merge_id, place, record_id, field));
`
