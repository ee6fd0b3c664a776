/**
 * What is done once everybody agreed (it may hold values that not every reader of the approval may read), and what was
 * decided, for later: never changed.
 */
export const approvalSchema = `
CREATE TABLE IF NOT EXISTS approval_operations (approval_id uuid PRIMARY KEY, operation jsonb NOT NULL);
CREATE TABLE IF NOT EXISTS approval_decisions (
  id uuid PRIMARY KEY, approval_id uuid NOT NULL, at timestamptz NOT NULL, node text, employee_id uuid, acted_for uuid,
  decision text NOT NULL, other_id uuid, comment text, waited_ms bigint
);
CREATE INDEX IF NOT EXISTS approval_decisions_of ON approval_decisions (approval_id, id);
CREATE INDEX IF NOT EXISTS approval_decisions_by ON approval_decisions (employee_id, at);
`
