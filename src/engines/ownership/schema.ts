/** The facts of ownership: append-only, typed, there from the first day (DESIGN §4). */
export const ownershipSchema = `
CREATE TABLE IF NOT EXISTS policy_versions (version int PRIMARY KEY, policy jsonb NOT NULL, effective_at timestamptz NOT NULL, published_at timestamptz NOT NULL, published_by_id uuid);
CREATE TABLE IF NOT EXISTS ownership_intervals (
  id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, owner_id uuid, pool_id uuid, from_at timestamptz NOT NULL, to_at timestamptz,
  cause text NOT NULL, rule text, reason text, policy_version int, actor_id uuid);
CREATE INDEX IF NOT EXISTS ownership_intervals_record ON ownership_intervals (object, record_id, from_at DESC);
CREATE UNIQUE INDEX IF NOT EXISTS ownership_intervals_open ON ownership_intervals (object, record_id) WHERE to_at IS NULL;
CREATE INDEX IF NOT EXISTS ownership_intervals_owner ON ownership_intervals (owner_id, from_at DESC);
CREATE TABLE IF NOT EXISTS claim_ledger (
  id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, employee_id uuid NOT NULL, pool_id uuid, at timestamptz NOT NULL, outcome text NOT NULL, undone_at timestamptz);
CREATE INDEX IF NOT EXISTS claim_ledger_employee ON claim_ledger (employee_id, at);
CREATE INDEX IF NOT EXISTS claim_ledger_record ON claim_ledger (object, record_id, at);
CREATE TABLE IF NOT EXISTS reveal_log (id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, field text NOT NULL, employee_id uuid NOT NULL, at timestamptz NOT NULL);
ALTER TABLE record_members ADD COLUMN IF NOT EXISTS expired boolean NOT NULL DEFAULT false;
CREATE INDEX IF NOT EXISTS record_members_due ON record_members (until) WHERE until IS NOT NULL AND NOT expired;
CREATE TABLE IF NOT EXISTS pool_views (employee_id uuid NOT NULL, day date NOT NULL, object text NOT NULL, record_id uuid NOT NULL, at timestamptz NOT NULL, PRIMARY KEY (employee_id, day, object, record_id));
CREATE INDEX IF NOT EXISTS reveal_log_employee ON reveal_log (employee_id, at);
`
