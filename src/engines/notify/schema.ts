/**
 * What is told and how it travels. A delivery is one message on one channel to one address; a lane is what shares a
 * pace and a fate: the mail server, a group bot, the push service of a browser.
 */
export const notifySchema = `
CREATE TABLE IF NOT EXISTS notifications (
  id uuid PRIMARY KEY, employee_id uuid NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, title jsonb NOT NULL, text text,
  object text, record_id uuid, actor_id uuid, read_at timestamptz, event_id bigint, UNIQUE (event_id, employee_id, kind));
CREATE INDEX IF NOT EXISTS notifications_of ON notifications (employee_id, id DESC);
CREATE INDEX IF NOT EXISTS notifications_of_kind ON notifications (employee_id, kind, id DESC);
CREATE INDEX IF NOT EXISTS notifications_unread ON notifications (employee_id) WHERE read_at IS NULL;
CREATE INDEX IF NOT EXISTS notifications_age ON notifications (at);
CREATE TABLE IF NOT EXISTS notify_preferences (employee_id uuid PRIMARY KEY, data jsonb NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS notify_secrets (name text PRIMARY KEY, sealed bytea NOT NULL);
CREATE TABLE IF NOT EXISTS group_bots (
  id uuid PRIMARY KEY, name text NOT NULL, kind text NOT NULL, host text NOT NULL, hint text NOT NULL, kinds text[] NOT NULL,
  department_id uuid, locale text NOT NULL, active boolean NOT NULL, quiet jsonb, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS push_subscriptions (
  id uuid PRIMARY KEY, employee_id uuid NOT NULL, session_id uuid NOT NULL, endpoint text NOT NULL UNIQUE, p256dh text NOT NULL, auth text NOT NULL,
  user_agent text NOT NULL, created_at timestamptz NOT NULL, sent_at timestamptz);
CREATE INDEX IF NOT EXISTS push_subscriptions_of ON push_subscriptions (employee_id);
CREATE TABLE IF NOT EXISTS notify_lanes (
  lane text PRIMARY KEY, sent timestamptz[] NOT NULL DEFAULT '{}', failures int NOT NULL DEFAULT 0, blocked_until timestamptz, lease_until timestamptz, lease_by uuid);
ALTER TABLE notify_lanes ADD COLUMN IF NOT EXISTS told_at timestamptz;
CREATE TABLE IF NOT EXISTS deliveries (
  id uuid PRIMARY KEY, channel text NOT NULL, lane text NOT NULL, receiver uuid NOT NULL, employee_id uuid, bot_id uuid, notification_id uuid, event_id bigint,
  kind text NOT NULL, title jsonb NOT NULL, text text, object text, record_id uuid, of_loss boolean NOT NULL DEFAULT false,
  state text NOT NULL, attempts int NOT NULL DEFAULT 0, due timestamptz NOT NULL, created_at timestamptz NOT NULL, sent_at timestamptz, retried_at timestamptz, error jsonb, message_id uuid);
CREATE UNIQUE INDEX IF NOT EXISTS deliveries_once ON deliveries (event_id, channel, receiver, kind) WHERE event_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (lane, due) WHERE state IN ('pending', 'failed', 'held', 'digest');
CREATE INDEX IF NOT EXISTS deliveries_state ON deliveries (state, id DESC);
CREATE INDEX IF NOT EXISTS deliveries_age ON deliveries (created_at);
`
