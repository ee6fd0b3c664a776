/**
 * The ledger: every document that counts, as entries that add up to nothing (double entry). Entries are never changed;
 * what no longer holds is reversed. Allocations: what of a document's amount is for which other one.
 */
export const documentsSchema = `
CREATE TABLE IF NOT EXISTS ledger_entries (
  id uuid PRIMARY KEY, posted_at timestamptz NOT NULL, on_date date NOT NULL, object text NOT NULL, record_id uuid NOT NULL,
  customer_id uuid NOT NULL, account text NOT NULL, amount numeric(20,2) NOT NULL);
CREATE INDEX IF NOT EXISTS ledger_entries_record ON ledger_entries (object, record_id);
CREATE INDEX IF NOT EXISTS ledger_entries_customer ON ledger_entries (customer_id, account) INCLUDE (amount);
CREATE TABLE IF NOT EXISTS document_allocations (
  id uuid PRIMARY KEY, record_id uuid NOT NULL, target text NOT NULL, target_id uuid NOT NULL, amount numeric(20,2) NOT NULL);
ALTER TABLE document_allocations ADD COLUMN IF NOT EXISTS field text NOT NULL DEFAULT 'received';
CREATE INDEX IF NOT EXISTS document_allocations_record ON document_allocations (record_id);
CREATE INDEX IF NOT EXISTS document_allocations_target ON document_allocations (target_id) INCLUDE (amount);
`
