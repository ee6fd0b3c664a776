/**
 * The tables of sign-in, safe to run at every start. They stand beside the business tables rather than among them: no
 * list, export or API key reaches them. Employees are made elsewhere and are referred to by id without a foreign key,
 * so that the two schemas can be built in any order. All times are real time, whatever the company clock says.
 */
export const signInSchema = `
CREATE TABLE IF NOT EXISTS credentials (
  employee_id uuid PRIMARY KEY,
  password_hash text NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  must_change boolean NOT NULL DEFAULT false,
  totp_secret_encrypted bytea,
  totp_confirmed_at timestamptz,
  totp_last_counter bigint,
  recovery_code_hashes text[] NOT NULL DEFAULT '{}'
);

CREATE TABLE IF NOT EXISTS sessions (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  employee_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  user_agent text NOT NULL DEFAULT '',
  ip text NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS sessions_employee ON sessions (employee_id);

CREATE TABLE IF NOT EXISTS api_keys (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  employee_id uuid NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  prefix text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX IF NOT EXISTS api_keys_employee ON api_keys (employee_id);

-- The login log, and what lockout counts. account_key is the account in lower case, or a hash where no such account
-- exists: people type passwords into the wrong box.
CREATE TABLE IF NOT EXISTS sign_in_attempts (
  id uuid PRIMARY KEY,
  account_key text NOT NULL,
  employee_id uuid,
  ip text NOT NULL DEFAULT '',
  user_agent text NOT NULL DEFAULT '',
  at timestamptz NOT NULL DEFAULT now(),
  outcome text NOT NULL CHECK (outcome IN ('pending', 'wrong', 'code_due', 'confirmed', 'signed_in')),
  ok boolean GENERATED ALWAYS AS (outcome = 'signed_in') STORED
);
CREATE INDEX IF NOT EXISTS sign_in_attempts_account ON sign_in_attempts (account_key, at DESC);
CREATE INDEX IF NOT EXISTS sign_in_attempts_ip ON sign_in_attempts (ip, at DESC);
CREATE INDEX IF NOT EXISTS sign_in_attempts_at ON sign_in_attempts (at);

CREATE TABLE IF NOT EXISTS totp_tickets (
  ticket_hash bytea PRIMARY KEY,
  employee_id uuid NOT NULL,
  tries integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS totp_tickets_employee ON totp_tickets (employee_id);

CREATE TABLE IF NOT EXISTS server_secrets (
  name text PRIMARY KEY,
  value bytea NOT NULL
);
`
