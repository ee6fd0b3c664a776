/**
 * Tables of the house itself; business tables come from the registry. Every statement can run again.
 * Facts (ownership, claims, changes) are typed and append-only: simulation and evidence stand on them (DESIGN §4).
 */
export const kernelSchema = `
CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value jsonb NOT NULL);
CREATE TABLE IF NOT EXISTS epochs (one boolean PRIMARY KEY DEFAULT true CHECK (one), access bigint NOT NULL DEFAULT 1, registry bigint NOT NULL DEFAULT 1, clock_offset bigint NOT NULL DEFAULT 0);
INSERT INTO epochs DEFAULT VALUES ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS custom_fields (object text NOT NULL, name text NOT NULL, def jsonb NOT NULL, created_at timestamptz NOT NULL, created_by_id uuid, PRIMARY KEY (object, name));
CREATE TABLE IF NOT EXISTS field_overrides (object text NOT NULL, name text NOT NULL, change jsonb NOT NULL, updated_at timestamptz NOT NULL, PRIMARY KEY (object, name));
CREATE TABLE IF NOT EXISTS record_members (
  id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, employee_id uuid, department_id uuid,
  access text NOT NULL CHECK (access IN ('read','write')), until timestamptz, added_by_id uuid, added_at timestamptz NOT NULL,
  CHECK ((employee_id IS NULL) <> (department_id IS NULL)));
CREATE UNIQUE INDEX IF NOT EXISTS record_members_employee ON record_members (object, record_id, employee_id) WHERE employee_id IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS record_members_department ON record_members (object, record_id, department_id) WHERE department_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_members_of_employee ON record_members (employee_id, object) WHERE employee_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_members_of_department ON record_members (department_id, object) WHERE department_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS record_members_record ON record_members (object, record_id);
CREATE TABLE IF NOT EXISTS access_departments (employee_id uuid NOT NULL, department_id uuid NOT NULL, managed boolean NOT NULL, PRIMARY KEY (employee_id, department_id, managed));
CREATE TABLE IF NOT EXISTS audit_entries (
  id uuid PRIMARY KEY, at timestamptz NOT NULL, object text NOT NULL, record_id uuid, actor_id uuid, action text NOT NULL,
  changes jsonb NOT NULL DEFAULT '[]', reason text, request_id text, via text NOT NULL);
CREATE INDEX IF NOT EXISTS audit_entries_record ON audit_entries (object, record_id, id);
CREATE INDEX IF NOT EXISTS audit_entries_actor ON audit_entries (actor_id, id);
CREATE TABLE IF NOT EXISTS field_facts (
  id uuid PRIMARY KEY, at timestamptz NOT NULL, object text NOT NULL, record_id uuid NOT NULL, field text NOT NULL, from_value jsonb, to_value jsonb, actor_id uuid);
CREATE INDEX IF NOT EXISTS field_facts_record ON field_facts (object, record_id, at);
CREATE TABLE IF NOT EXISTS outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, object text NOT NULL, record_id uuid, event text NOT NULL, payload jsonb NOT NULL,
  actor_id uuid, at timestamptz NOT NULL, state text NOT NULL DEFAULT 'pending', attempts int NOT NULL DEFAULT 0, due timestamptz NOT NULL DEFAULT now(), error text);
CREATE INDEX IF NOT EXISTS outbox_pending ON outbox (due, id) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS outbox_record ON outbox (record_id, id) WHERE state = 'pending';
CREATE TABLE IF NOT EXISTS idempotency_keys (
  actor_id uuid NOT NULL, key text NOT NULL, body_hash text NOT NULL, status int, headers jsonb, body text, created_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (actor_id, key));
CREATE TABLE IF NOT EXISTS undo_entries (
  token text PRIMARY KEY, actor_id uuid, kind text NOT NULL, payload jsonb NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL, used_at timestamptz);
CREATE TABLE IF NOT EXISTS job_runs (
  id uuid PRIMARY KEY, name text NOT NULL, started_at timestamptz NOT NULL, finished_at timestamptz, state text NOT NULL, result jsonb, error text, actor_id uuid);
CREATE INDEX IF NOT EXISTS job_runs_name ON job_runs (name, started_at DESC);
`
