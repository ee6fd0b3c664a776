CREATE TABLE IF NOT EXISTS customers (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  pool_id uuid,
  pooled_at timestamp with time zone,
  owned_at timestamp with time zone,
  protected_until timestamp with time zone,
  extended_until timestamp with time zone,
  protected_by text,
  locked boolean,
  previous_owner_id uuid,
  incomplete boolean,
  pool_reason text,
  pool_cause text,
  completeness integer,
  approval_state text,
  first_order_on date,
  last_order_on date,
  order_count bigint,
  sales_total numeric(20,2),
  gross_profit numeric(20,2),
  received_total numeric(20,2),
  receivable numeric(20,2),
  expense_total numeric(20,2),
  overdue numeric(20,2),
  average_cycle_days bigint,
  next_purchase_on date,
  merged_into_id uuid,
  name text,
  short_name text,
  credit_code text,
  class text,
  agency_region text,
  agency_level text,
  usage text,
  current_supplier text,
  nature text,
  procurement_method text,
  affiliation text,
  occupation text,
  cooperation text,
  product_line text,
  level text,
  source text,
  introducer_id uuid,
  industry text,
  region text,
  address text,
  postcode text,
  phone text,
  phones jsonb,
  email text,
  emails jsonb,
  website text,
  lifecycle text,
  expected_purchase_on date,
  deal_status text,
  trade_status text,
  archived_at timestamp with time zone,
  dealer_id uuid,
  former_name text,
  group_id uuid,
  place_id uuid,
  is_key boolean,
  completeness_target integer,
  below_target boolean,
  customer_values text,
  sales_activity text,
  sales_activity_edited_at timestamp with time zone,
  sales_activity_edited_by_id uuid,
  problems text,
  problems_edited_at timestamp with time zone,
  problems_edited_by_id uuid,
  strengths text,
  strengths_edited_at timestamp with time zone,
  strengths_edited_by_id uuid,
  strategy text,
  strategy_edited_at timestamp with time zone,
  strategy_edited_by_id uuid,
  reputation text,
  public_image text,
  credit_level text,
  credit_limit numeric(20,2),
  credit_days bigint,
  credit_mode text,
  trade_terms text,
  remark text,
  primary_contact_id uuid,
  last_revisit_at timestamp with time zone,
  revisit_planned_at timestamp with time zone,
  last_follow_up_at timestamp with time zone,
  last_valid_follow_up_at timestamp with time zone,
  next_follow_up_at timestamp with time zone,
  follow_up_count bigint
);
CREATE INDEX IF NOT EXISTS customers_created_at ON customers (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_updated_at ON customers (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_pooled_at ON customers (pooled_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_owned_at ON customers (owned_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_protected_until ON customers (protected_until, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_completeness ON customers (completeness, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_last_order_on ON customers (last_order_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_sales_total ON customers (sales_total, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_receivable ON customers (receivable, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_overdue ON customers (overdue, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_next_purchase_on ON customers (next_purchase_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_name ON customers (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_class ON customers (class, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_product_line ON customers (product_line, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_level ON customers (level, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_industry ON customers (industry, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_region ON customers (region, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_lifecycle ON customers (lifecycle, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_last_follow_up_at ON customers (last_follow_up_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_next_follow_up_at ON customers (next_follow_up_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_owner_id_updated_at ON customers (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_owner_id_next_follow_up_at ON customers (owner_id, next_follow_up_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_owner_id_protected_until ON customers (owner_id, protected_until, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_department_id_updated_at ON customers (department_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_pool_id_pooled_at ON customers (pool_id, pooled_at, id);
CREATE INDEX IF NOT EXISTS customers_dealer_id ON customers (dealer_id, id);
CREATE INDEX IF NOT EXISTS customers_group_id ON customers (group_id, id);
CREATE INDEX IF NOT EXISTS customers_place_id ON customers (place_id, id);
CREATE INDEX IF NOT EXISTS customers_introducer_id ON customers (introducer_id, id);
CREATE INDEX IF NOT EXISTS customers_below_target_completeness ON customers (below_target, completeness, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_credit_code ON customers (credit_code, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_phone ON customers (phone, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_pool ON customers (pool_id, updated_at, id) WHERE owner_id IS NULL AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_owned ON customers (owner_id, deal_status) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customers_bin ON customers (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS customers_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS customers_search_tokens ON customers_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS customers_search_hidden ON customers_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS contacts (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  pool_id uuid,
  merged_into_id uuid,
  name text,
  customer_id uuid,
  title text,
  decision_role text,
  kind text,
  reports_to_id uuid,
  phone text,
  phones jsonb,
  email text,
  emails jsonb,
  is_primary boolean,
  birthday date,
  gender text,
  education text,
  region text,
  ethnicity text,
  family text,
  habits text,
  hobbies text,
  style text,
  remark text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS contacts_created_at ON contacts (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_updated_at ON contacts (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_name ON contacts (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_customer_id_updated_at ON contacts (customer_id, updated_at, id);
CREATE INDEX IF NOT EXISTS contacts_owner_id_updated_at ON contacts (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_department_id_updated_at ON contacts (department_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_reports_to_id ON contacts (reports_to_id, id);
CREATE INDEX IF NOT EXISTS contacts_pool ON contacts (pool_id, updated_at, id) WHERE owner_id IS NULL AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contacts_bin ON contacts (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS contacts_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS contacts_search_tokens ON contacts_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS contacts_search_hidden ON contacts_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS follow_ups (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  contact_id uuid,
  kind text,
  satisfaction text,
  suggestion text,
  content text,
  opportunity_id uuid,
  outcome text,
  strategy text,
  happened_at timestamp with time zone,
  next_follow_up_at timestamp with time zone,
  duration_seconds bigint,
  met_key_person boolean,
  report_id uuid,
  is_valid boolean,
  invalid_reason text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS follow_ups_created_at ON follow_ups (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_updated_at ON follow_ups (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_happened_at ON follow_ups (happened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_customer_id_happened_at ON follow_ups (customer_id, happened_at, id);
CREATE INDEX IF NOT EXISTS follow_ups_owner_id_happened_at ON follow_ups (owner_id, happened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_department_id_happened_at ON follow_ups (department_id, happened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_contact_id_happened_at ON follow_ups (contact_id, happened_at, id);
CREATE INDEX IF NOT EXISTS follow_ups_opportunity_id_happened_at ON follow_ups (opportunity_id, happened_at, id);
CREATE INDEX IF NOT EXISTS follow_ups_created_by_id_happened_at ON follow_ups (created_by_id, happened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_report_id_happened_at ON follow_ups (report_id, happened_at, id);
CREATE INDEX IF NOT EXISTS follow_ups_is_valid_happened_at ON follow_ups (is_valid, happened_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS follow_ups_bin ON follow_ups (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS tasks (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  title text,
  due_at timestamp with time zone,
  done_at timestamp with time zone,
  purpose text,
  held_at timestamp with time zone,
  customer_id uuid,
  opportunity_id uuid,
  remark text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS tasks_created_at ON tasks (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_updated_at ON tasks (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_title ON tasks (title, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_due_at ON tasks (due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_owner_id_due_at ON tasks (owner_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_customer_id_due_at ON tasks (customer_id, due_at, id);
CREATE INDEX IF NOT EXISTS tasks_opportunity_id_due_at ON tasks (opportunity_id, due_at, id);
CREATE INDEX IF NOT EXISTS tasks_department_id_due_at ON tasks (department_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_created_by_id_due_at ON tasks (created_by_id, due_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS tasks_bin ON tasks (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS takeovers (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  name text,
  customer_id uuid,
  former_owner_id uuid,
  checked text[],
  remark text,
  done_at timestamp with time zone,
  held_at timestamp with time zone,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS takeovers_created_at ON takeovers (created_at, id);
CREATE INDEX IF NOT EXISTS takeovers_updated_at ON takeovers (updated_at, id);
CREATE INDEX IF NOT EXISTS takeovers_owner_id_created_at ON takeovers (owner_id, created_at, id);
CREATE INDEX IF NOT EXISTS takeovers_customer_id_created_at ON takeovers (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS takeovers_department_id_created_at ON takeovers (department_id, created_at, id);
CREATE INDEX IF NOT EXISTS takeovers_created_by_id_created_at ON takeovers (created_by_id, created_at, id);

CREATE TABLE IF NOT EXISTS suggestions (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  content text,
  customer_id uuid,
  follow_up_id uuid,
  solution text,
  done_at timestamp with time zone,
  held_at timestamp with time zone,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS suggestions_created_at ON suggestions (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS suggestions_updated_at ON suggestions (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS suggestions_owner_id_created_at ON suggestions (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS suggestions_customer_id_created_at ON suggestions (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS suggestions_department_id_created_at ON suggestions (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS suggestions_created_by_id_created_at ON suggestions (created_by_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS suggestions_bin ON suggestions (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS instructions (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  content text,
  customer_id uuid,
  about_object text,
  about_id text,
  comment_id text,
  acknowledged_at timestamp with time zone,
  reply text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS instructions_created_at ON instructions (created_at, id);
CREATE INDEX IF NOT EXISTS instructions_updated_at ON instructions (updated_at, id);
CREATE INDEX IF NOT EXISTS instructions_owner_id_created_at ON instructions (owner_id, created_at, id);
CREATE INDEX IF NOT EXISTS instructions_created_by_id_created_at ON instructions (created_by_id, created_at, id);
CREATE INDEX IF NOT EXISTS instructions_department_id_created_at ON instructions (department_id, created_at, id);
CREATE INDEX IF NOT EXISTS instructions_customer_id_created_at ON instructions (customer_id, created_at, id);

CREATE TABLE IF NOT EXISTS work_reports (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  title text,
  kind text,
  day date,
  summary text,
  problems text,
  plan text,
  submitted_at timestamp with time zone,
  late boolean,
  follow_up_count bigint,
  slot text
);
CREATE INDEX IF NOT EXISTS work_reports_created_at ON work_reports (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_updated_at ON work_reports (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_day ON work_reports (day, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_submitted_at ON work_reports (submitted_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_owner_id_day ON work_reports (owner_id, day, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_department_id_day ON work_reports (department_id, day, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_created_by_id_day ON work_reports (created_by_id, day, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS work_reports_slot_unique ON work_reports (lower(slot)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS work_reports_bin ON work_reports (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS calendar_events (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  title text,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  all_day boolean,
  location text,
  description text,
  customer_id uuid,
  contact_id uuid,
  participant_ids uuid[],
  recurrence text,
  reminder_minutes bigint,
  is_private boolean,
  time_zone text,
  excluded jsonb,
  added jsonb,
  overrides jsonb,
  uid text,
  last_ends_at timestamp with time zone,
  held_at timestamp with time zone,
  next_reminder_at timestamp with time zone,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS calendar_events_created_at ON calendar_events (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_updated_at ON calendar_events (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_title ON calendar_events (title, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_starts_at ON calendar_events (starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_ends_at ON calendar_events (ends_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_owner_id_starts_at ON calendar_events (owner_id, starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_department_id_starts_at ON calendar_events (department_id, starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_customer_id_starts_at ON calendar_events (customer_id, starts_at, id);
CREATE INDEX IF NOT EXISTS calendar_events_contact_id_starts_at ON calendar_events (contact_id, starts_at, id);
CREATE INDEX IF NOT EXISTS calendar_events_created_by_id_starts_at ON calendar_events (created_by_id, starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_owner_id_uid ON calendar_events (owner_id, uid, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_next_reminder_at ON calendar_events (next_reminder_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS calendar_events_bin ON calendar_events (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS needs (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  product text,
  quantity numeric,
  unit text,
  needed_on date,
  budget numeric(20,2),
  contact_id uuid,
  status text,
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS needs_created_at ON needs (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS needs_updated_at ON needs (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS needs_needed_on ON needs (needed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS needs_customer_id_created_at ON needs (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS needs_owner_id_created_at ON needs (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS needs_bin ON needs (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS encounters (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  competitor_id uuid,
  subject text,
  met_on date,
  outcome text,
  their_price numeric(20,2),
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS encounters_created_at ON encounters (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS encounters_updated_at ON encounters (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS encounters_met_on ON encounters (met_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS encounters_customer_id_created_at ON encounters (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS encounters_competitor_id_created_at ON encounters (competitor_id, created_at, id);
CREATE INDEX IF NOT EXISTS encounters_owner_id_created_at ON encounters (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS encounters_bin ON encounters (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS credit_incidents (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  summary text,
  kind text,
  happened_on date,
  amount numeric(20,2),
  settled_on date,
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS credit_incidents_created_at ON credit_incidents (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS credit_incidents_updated_at ON credit_incidents (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS credit_incidents_happened_on ON credit_incidents (happened_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS credit_incidents_customer_id_created_at ON credit_incidents (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS credit_incidents_owner_id_created_at ON credit_incidents (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS credit_incidents_bin ON credit_incidents (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS customer_relations (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  kind text,
  other_id uuid,
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS customer_relations_created_at ON customer_relations (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customer_relations_updated_at ON customer_relations (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customer_relations_customer_id_created_at ON customer_relations (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS customer_relations_other_id ON customer_relations (other_id, id);
CREATE INDEX IF NOT EXISTS customer_relations_owner_id_created_at ON customer_relations (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS customer_relations_bin ON customer_relations (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS contact_relations (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  contact_id uuid,
  kind text,
  other_id uuid,
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS contact_relations_created_at ON contact_relations (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contact_relations_updated_at ON contact_relations (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contact_relations_contact_id_created_at ON contact_relations (contact_id, created_at, id);
CREATE INDEX IF NOT EXISTS contact_relations_other_id ON contact_relations (other_id, id);
CREATE INDEX IF NOT EXISTS contact_relations_owner_id_created_at ON contact_relations (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contact_relations_bin ON contact_relations (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS company_groups (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  name text,
  controller text,
  remark text
);
CREATE INDEX IF NOT EXISTS company_groups_created_at ON company_groups (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS company_groups_updated_at ON company_groups (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS company_groups_name ON company_groups (name, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS company_groups_name_unique ON company_groups (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS company_groups_bin ON company_groups (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS company_groups_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS company_groups_search_tokens ON company_groups_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS company_groups_search_hidden ON company_groups_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS places (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  region text,
  address text,
  longitude numeric,
  latitude numeric,
  remark text
);
CREATE INDEX IF NOT EXISTS places_created_at ON places (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS places_updated_at ON places (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS places_name ON places (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS places_region ON places (region, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS places_bin ON places (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS places_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS places_search_tokens ON places_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS places_search_hidden ON places_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS competitors (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  website text,
  strengths text,
  weaknesses text,
  remark text
);
CREATE INDEX IF NOT EXISTS competitors_created_at ON competitors (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitors_updated_at ON competitors (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitors_name ON competitors (name, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS competitors_name_unique ON competitors (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitors_bin ON competitors (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS competitors_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS competitors_search_tokens ON competitors_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS competitors_search_hidden ON competitors_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS competitor_products (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  competitor_id uuid,
  product_id uuid,
  price numeric(20,2),
  features text,
  better text,
  worse text,
  website text
);
CREATE INDEX IF NOT EXISTS competitor_products_created_at ON competitor_products (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_products_updated_at ON competitor_products (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_products_name ON competitor_products (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_products_price ON competitor_products (price, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_products_competitor_id_name ON competitor_products (competitor_id, name, id);
CREATE INDEX IF NOT EXISTS competitor_products_product_id ON competitor_products (product_id, id);
CREATE INDEX IF NOT EXISTS competitor_products_bin ON competitor_products (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS competitor_products_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS competitor_products_search_tokens ON competitor_products_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS competitor_products_search_hidden ON competitor_products_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS competitor_orders (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  subject text,
  customer_id uuid,
  opportunity_id uuid,
  competitor_id uuid,
  competitor_product_id uuid,
  ordered_on date,
  result text,
  their_price numeric(20,2),
  our_price numeric(20,2),
  note text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS competitor_orders_created_at ON competitor_orders (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_orders_updated_at ON competitor_orders (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_orders_ordered_on ON competitor_orders (ordered_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_orders_customer_id_created_at ON competitor_orders (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS competitor_orders_competitor_id_created_at ON competitor_orders (competitor_id, created_at, id);
CREATE INDEX IF NOT EXISTS competitor_orders_opportunity_id ON competitor_orders (opportunity_id, id);
CREATE INDEX IF NOT EXISTS competitor_orders_competitor_product_id ON competitor_orders (competitor_product_id, id);
CREATE INDEX IF NOT EXISTS competitor_orders_owner_id_created_at ON competitor_orders (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_orders_department_id_created_at ON competitor_orders (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS competitor_orders_bin ON competitor_orders (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS leads (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  name text,
  company text,
  phone text,
  email text,
  source text,
  source_detail text,
  introducer_id uuid,
  region text,
  note text,
  status text,
  score bigint,
  scored_by text[],
  invalid_reason text,
  converted_at timestamp with time zone,
  customer_id uuid,
  contact_id uuid,
  opportunity_id uuid
);
CREATE INDEX IF NOT EXISTS leads_created_at ON leads (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_updated_at ON leads (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_name ON leads (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_company ON leads (company, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_score ON leads (score, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_owner_id_created_at ON leads (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_department_id_created_at ON leads (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_status_created_at ON leads (status, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS leads_customer_id ON leads (customer_id, id);
CREATE INDEX IF NOT EXISTS leads_introducer_id ON leads (introducer_id, id);
CREATE INDEX IF NOT EXISTS leads_bin ON leads (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS leads_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS leads_search_tokens ON leads_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS leads_search_hidden ON leads_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS opportunities (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  registration_no text,
  name text,
  customer_id uuid,
  contact_id uuid,
  source text,
  region text,
  note text,
  needs text,
  amount numeric(20,2),
  currency text,
  pipeline_id uuid,
  stage_id uuid,
  probability integer,
  weighted numeric(20,2),
  stage_since timestamp with time zone,
  stale_on date,
  expected_signing_on date,
  phase text,
  registered_at timestamp with time zone,
  collisions jsonb,
  decision text,
  competitor_id uuid,
  contract_id uuid,
  lost_reason_id uuid,
  summary text,
  closed_on date,
  is_key boolean
);
CREATE INDEX IF NOT EXISTS opportunities_created_at ON opportunities (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_updated_at ON opportunities (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_registration_no ON opportunities (registration_no, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_name ON opportunities (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_amount ON opportunities (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_stale_on ON opportunities (stale_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_expected_signing_on ON opportunities (expected_signing_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_closed_on ON opportunities (closed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_customer_id_created_at ON opportunities (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS opportunities_owner_id_updated_at ON opportunities (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_department_id_updated_at ON opportunities (department_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_stage_id_updated_at ON opportunities (stage_id, updated_at, id);
CREATE INDEX IF NOT EXISTS opportunities_phase_updated_at ON opportunities (phase, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS opportunities_bin ON opportunities (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS opportunities_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS opportunities_search_tokens ON opportunities_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS opportunities_search_hidden ON opportunities_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS quotes (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  customer_id uuid,
  opportunity_id uuid,
  contact_id uuid,
  price_list_id uuid,
  currency text,
  quoted_on date,
  valid_until date,
  status text,
  revision bigint,
  revises_id uuid,
  lines jsonb,
  total numeric(20,2),
  tax numeric(20,2),
  cost numeric(20,2),
  gross_profit numeric(20,2),
  terms text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS quotes_created_at ON quotes (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_updated_at ON quotes (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_number ON quotes (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_quoted_on ON quotes (quoted_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_valid_until ON quotes (valid_until, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_total ON quotes (total, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_opportunity_id ON quotes (opportunity_id, id);
CREATE INDEX IF NOT EXISTS quotes_customer_id_created_at ON quotes (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS quotes_owner_id_created_at ON quotes (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_department_id_created_at ON quotes (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS quotes_bin ON quotes (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS contracts (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  name text,
  customer_id uuid,
  opportunity_id uuid,
  quote_id uuid,
  amount numeric(20,2),
  currency text,
  signed_on date,
  starts_on date,
  ends_on date,
  status text,
  renews_id uuid,
  lines jsonb,
  milestones jsonb,
  received numeric(20,2),
  invoiced numeric(20,2),
  terms text,
  void_reason text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS contracts_created_at ON contracts (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_updated_at ON contracts (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_number ON contracts (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_name ON contracts (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_amount ON contracts (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_signed_on ON contracts (signed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_ends_on ON contracts (ends_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_opportunity_id ON contracts (opportunity_id, id);
CREATE INDEX IF NOT EXISTS contracts_customer_id_created_at ON contracts (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS contracts_owner_id_created_at ON contracts (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_department_id_created_at ON contracts (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS contracts_bin ON contracts (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS orders (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  customer_id uuid,
  contract_id uuid,
  price_list_id uuid,
  currency text,
  ordered_on date,
  due_on date,
  status text,
  special boolean,
  lines jsonb,
  total numeric(20,2),
  tax numeric(20,2),
  cost numeric(20,2),
  gross_profit numeric(20,2),
  received numeric(20,2),
  outstanding numeric(20,2),
  remark text,
  void_reason text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS orders_created_at ON orders (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_updated_at ON orders (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_number ON orders (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_ordered_on ON orders (ordered_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_due_on ON orders (due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_total ON orders (total, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_customer_id_created_at ON orders (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS orders_owner_id_created_at ON orders (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_department_id_created_at ON orders (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS orders_contract_id ON orders (contract_id, id);
CREATE INDEX IF NOT EXISTS orders_bin ON orders (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS payment_plans (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  title text,
  customer_id uuid,
  contract_id uuid,
  order_id uuid,
  instalment bigint,
  due_on date,
  amount numeric(20,2),
  status text,
  received numeric(20,2),
  outstanding numeric(20,2),
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS payment_plans_created_at ON payment_plans (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_updated_at ON payment_plans (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_due_on ON payment_plans (due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_amount ON payment_plans (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_customer_id_due_on ON payment_plans (customer_id, due_on, id);
CREATE INDEX IF NOT EXISTS payment_plans_owner_id_due_on ON payment_plans (owner_id, due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_department_id_due_on ON payment_plans (department_id, due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS payment_plans_contract_id ON payment_plans (contract_id, id);
CREATE INDEX IF NOT EXISTS payment_plans_order_id ON payment_plans (order_id, id);
CREATE INDEX IF NOT EXISTS payment_plans_bin ON payment_plans (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS receipts (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  customer_id uuid,
  contract_id uuid,
  received_on date,
  amount numeric(20,2),
  currency text,
  method text,
  reference text,
  allocations jsonb,
  status text,
  remark text,
  void_reason text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS receipts_created_at ON receipts (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_updated_at ON receipts (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_number ON receipts (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_received_on ON receipts (received_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_amount ON receipts (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_customer_id_created_at ON receipts (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS receipts_owner_id_created_at ON receipts (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_department_id_created_at ON receipts (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS receipts_contract_id ON receipts (contract_id, id);
CREATE INDEX IF NOT EXISTS receipts_bin ON receipts (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS invoices (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  customer_id uuid,
  contract_id uuid,
  order_id uuid,
  kind text,
  title text,
  tax_number text,
  amount numeric(20,2),
  currency text,
  tax_rate numeric,
  status text,
  invoice_no text,
  issued_on date,
  red_on date,
  red_reason text,
  remark text,
  void_reason text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS invoices_created_at ON invoices (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_updated_at ON invoices (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_number ON invoices (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_amount ON invoices (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_invoice_no ON invoices (invoice_no, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_issued_on ON invoices (issued_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_customer_id_created_at ON invoices (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS invoices_owner_id_created_at ON invoices (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_department_id_created_at ON invoices (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS invoices_contract_id ON invoices (contract_id, id);
CREATE INDEX IF NOT EXISTS invoices_order_id ON invoices (order_id, id);
CREATE INDEX IF NOT EXISTS invoices_bin ON invoices (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS expenses (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  kind text,
  title text,
  customer_id uuid,
  opportunity_id uuid,
  contract_id uuid,
  application_id uuid,
  spent_on date,
  items jsonb,
  amount numeric(20,2),
  offsets jsonb,
  status text,
  paid_on date,
  remark text,
  void_reason text
);
CREATE INDEX IF NOT EXISTS expenses_created_at ON expenses (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_updated_at ON expenses (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_number ON expenses (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_spent_on ON expenses (spent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_amount ON expenses (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_customer_id_created_at ON expenses (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS expenses_owner_id_created_at ON expenses (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_department_id_created_at ON expenses (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS expenses_opportunity_id ON expenses (opportunity_id, id);
CREATE INDEX IF NOT EXISTS expenses_bin ON expenses (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS loans (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  number text,
  title text,
  customer_id uuid,
  amount numeric(20,2),
  borrowed_on date,
  due_on date,
  repaid numeric(20,2),
  offset_total numeric(20,2),
  balance numeric(20,2),
  status text,
  paid_on date,
  void_reason text
);
CREATE INDEX IF NOT EXISTS loans_created_at ON loans (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_updated_at ON loans (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_number ON loans (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_amount ON loans (amount, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_borrowed_on ON loans (borrowed_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_due_on ON loans (due_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_owner_id_created_at ON loans (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_department_id_created_at ON loans (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS loans_customer_id ON loans (customer_id, id);
CREATE INDEX IF NOT EXISTS loans_bin ON loans (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS products (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  approval_state text,
  code text,
  name text,
  category_id uuid,
  specification text,
  unit text,
  price numeric(20,2),
  cost numeric(20,2),
  tax_rate numeric,
  status text,
  description text
);
CREATE INDEX IF NOT EXISTS products_created_at ON products (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS products_updated_at ON products (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS products_code ON products (code, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS products_name ON products (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS products_category_id_code ON products (category_id, code, id);
CREATE UNIQUE INDEX IF NOT EXISTS products_code_unique ON products (lower(code)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS products_bin ON products (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS products_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS products_search_tokens ON products_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS products_search_hidden ON products_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS product_categories (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  parent_id uuid
);
CREATE INDEX IF NOT EXISTS product_categories_created_at ON product_categories (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS product_categories_updated_at ON product_categories (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS product_categories_name ON product_categories (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS product_categories_parent_id_name ON product_categories (parent_id, name, id);
CREATE INDEX IF NOT EXISTS product_categories_bin ON product_categories (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS price_lists (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  approval_state text,
  name text,
  currency text,
  valid_from date,
  valid_to date,
  customer_class text,
  lines jsonb
);
CREATE INDEX IF NOT EXISTS price_lists_created_at ON price_lists (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS price_lists_updated_at ON price_lists (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS price_lists_name ON price_lists (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS price_lists_valid_from ON price_lists (valid_from, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS price_lists_bin ON price_lists (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS samples (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  number text,
  name text,
  product_id uuid,
  stock numeric,
  out numeric,
  place text,
  state text,
  remark text
);
CREATE INDEX IF NOT EXISTS samples_created_at ON samples (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS samples_updated_at ON samples (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS samples_number ON samples (number, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS samples_name ON samples (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS samples_product_id ON samples (product_id, id);
CREATE INDEX IF NOT EXISTS samples_bin ON samples (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS samples_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS samples_search_tokens ON samples_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS samples_search_hidden ON samples_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS sample_loans (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  approval_state text,
  sample_id uuid,
  customer_id uuid,
  opportunity_id uuid,
  contact_id uuid,
  kind text,
  quantity numeric,
  sent_on date,
  due_back_on date,
  returned_on date,
  feedback text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS sample_loans_created_at ON sample_loans (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_updated_at ON sample_loans (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_sent_on ON sample_loans (sent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_due_back_on ON sample_loans (due_back_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_returned_on ON sample_loans (returned_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_sample_id_sent_on ON sample_loans (sample_id, sent_on, id);
CREATE INDEX IF NOT EXISTS sample_loans_customer_id_sent_on ON sample_loans (customer_id, sent_on, id);
CREATE INDEX IF NOT EXISTS sample_loans_opportunity_id_sent_on ON sample_loans (opportunity_id, sent_on, id);
CREATE INDEX IF NOT EXISTS sample_loans_owner_id_sent_on ON sample_loans (owner_id, sent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_department_id_sent_on ON sample_loans (department_id, sent_on, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS sample_loans_contact_id ON sample_loans (contact_id, id);
CREATE INDEX IF NOT EXISTS sample_loans_bin ON sample_loans (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS pipelines (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  is_default boolean
);
CREATE INDEX IF NOT EXISTS pipelines_created_at ON pipelines (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pipelines_updated_at ON pipelines (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pipelines_name ON pipelines (name, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS pipelines_name_unique ON pipelines (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pipelines_bin ON pipelines (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS stages (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  pipeline_id uuid,
  name text,
  position bigint,
  probability integer,
  stale_days bigint,
  requires text[],
  guide text
);
CREATE INDEX IF NOT EXISTS stages_created_at ON stages (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS stages_updated_at ON stages (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS stages_position ON stages (position, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS stages_pipeline_id_position ON stages (pipeline_id, position, id);
CREATE INDEX IF NOT EXISTS stages_bin ON stages (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS lost_reasons (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  status text
);
CREATE INDEX IF NOT EXISTS lost_reasons_created_at ON lost_reasons (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS lost_reasons_updated_at ON lost_reasons (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS lost_reasons_name ON lost_reasons (name, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS lost_reasons_name_unique ON lost_reasons (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS lost_reasons_bin ON lost_reasons (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS approvals (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  title text,
  object text,
  record_id uuid,
  action text,
  amount numeric(20,2),
  flow_id uuid,
  flow_version bigint,
  state text,
  node text,
  approver_ids uuid[],
  participant_ids uuid[],
  comment text,
  submitted_by_id uuid,
  submitted_at timestamp with time zone,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  run jsonb
);
CREATE INDEX IF NOT EXISTS approvals_created_at ON approvals (created_at, id);
CREATE INDEX IF NOT EXISTS approvals_updated_at ON approvals (updated_at, id);
CREATE INDEX IF NOT EXISTS approvals_submitted_at ON approvals (submitted_at, id);
CREATE INDEX IF NOT EXISTS approvals_due_at ON approvals (due_at, id);
CREATE INDEX IF NOT EXISTS approvals_ended_at ON approvals (ended_at, id);
CREATE INDEX IF NOT EXISTS approvals_record_id_submitted_at ON approvals (record_id, submitted_at, id);
CREATE INDEX IF NOT EXISTS approvals_owner_id_submitted_at ON approvals (owner_id, submitted_at, id);
CREATE INDEX IF NOT EXISTS approvals_state_submitted_at ON approvals (state, submitted_at, id);

CREATE TABLE IF NOT EXISTS approvals_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS approvals_search_tokens ON approvals_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS approvals_search_hidden ON approvals_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS approval_flows (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  object text,
  trigger text,
  action text,
  condition jsonb,
  nodes jsonb,
  on_empty text,
  on_same text,
  on_self text,
  position bigint,
  active boolean
);
CREATE INDEX IF NOT EXISTS approval_flows_created_at ON approval_flows (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS approval_flows_updated_at ON approval_flows (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS approval_flows_name ON approval_flows (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS approval_flows_object ON approval_flows (object, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS approval_flows_position ON approval_flows (position, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS approval_flows_name_unique ON approval_flows (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS approval_flows_bin ON approval_flows (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS substitutes (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  substitute_id uuid,
  starts_at timestamp with time zone,
  ends_at timestamp with time zone,
  reason text
);
CREATE INDEX IF NOT EXISTS substitutes_created_at ON substitutes (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS substitutes_updated_at ON substitutes (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS substitutes_starts_at ON substitutes (starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS substitutes_ends_at ON substitutes (ends_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS substitutes_owner_id_starts_at ON substitutes (owner_id, starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS substitutes_bin ON substitutes (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS automations (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  object text,
  trigger text,
  field text,
  days bigint,
  condition jsonb,
  steps jsonb,
  active boolean
);
CREATE INDEX IF NOT EXISTS automations_created_at ON automations (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS automations_updated_at ON automations (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS automations_name ON automations (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS automations_object ON automations (object, id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX IF NOT EXISTS automations_name_unique ON automations (lower(name)) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS automations_bin ON automations (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS extensions (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  customer_id uuid,
  days bigint,
  reason text,
  state text,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  decision text,
  deleted_with uuid
);
CREATE INDEX IF NOT EXISTS extensions_created_at ON extensions (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_updated_at ON extensions (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_state ON extensions (state, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_customer_id_created_at ON extensions (customer_id, created_at, id);
CREATE INDEX IF NOT EXISTS extensions_owner_id_created_at ON extensions (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_department_id_created_at ON extensions (department_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_created_by_id_created_at ON extensions (created_by_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS extensions_bin ON extensions (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS employees (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  account text,
  department_id uuid,
  manager_id uuid,
  role_ids uuid[],
  position text,
  grade text,
  phone text,
  email text,
  region text,
  status text
);
CREATE INDEX IF NOT EXISTS employees_created_at ON employees (created_at, id);
CREATE INDEX IF NOT EXISTS employees_updated_at ON employees (updated_at, id);
CREATE INDEX IF NOT EXISTS employees_name ON employees (name, id);
CREATE INDEX IF NOT EXISTS employees_department_id ON employees (department_id, id);
CREATE UNIQUE INDEX IF NOT EXISTS employees_account_unique ON employees (lower(account)) WHERE deleted_at IS NULL;

CREATE TABLE IF NOT EXISTS employees_search (
  id uuid PRIMARY KEY,
  tokens integer[],
  hidden integer[],
  reading text
);
CREATE INDEX IF NOT EXISTS employees_search_tokens ON employees_search USING gin (tokens) WITH (gin_pending_list_limit = 512);
CREATE INDEX IF NOT EXISTS employees_search_hidden ON employees_search USING gin (hidden) WITH (gin_pending_list_limit = 512);

CREATE TABLE IF NOT EXISTS departments (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  parent_id uuid,
  manager_id uuid
);
CREATE INDEX IF NOT EXISTS departments_created_at ON departments (created_at, id);
CREATE INDEX IF NOT EXISTS departments_updated_at ON departments (updated_at, id);
CREATE INDEX IF NOT EXISTS departments_name ON departments (name, id);

CREATE TABLE IF NOT EXISTS roles (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  key text,
  functions jsonb,
  scopes jsonb,
  fields jsonb
);
CREATE INDEX IF NOT EXISTS roles_created_at ON roles (created_at, id);
CREATE INDEX IF NOT EXISTS roles_updated_at ON roles (updated_at, id);
CREATE INDEX IF NOT EXISTS roles_name ON roles (name, id);

CREATE TABLE IF NOT EXISTS pools (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  is_default boolean,
  member_ids uuid[],
  member_department_ids uuid[],
  admin_ids uuid[],
  daily_claims bigint,
  days_without_follow_up bigint,
  days_without_deal bigint,
  by_level jsonb,
  by_class jsonb,
  by_product_line jsonb,
  warn_days bigint,
  previous_owner_cooldown_days bigint,
  priority_hours bigint,
  after_recycle text,
  extend_days bigint,
  new_in_pool_cooldown_hours bigint,
  masked_fields text[],
  capacity bigint
);
CREATE INDEX IF NOT EXISTS pools_created_at ON pools (created_at, id);
CREATE INDEX IF NOT EXISTS pools_updated_at ON pools (updated_at, id);
CREATE INDEX IF NOT EXISTS pools_name ON pools (name, id);

CREATE TABLE IF NOT EXISTS pool_changes (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  pool_id uuid,
  values jsonb,
  reason text,
  state text,
  decided_by_id uuid,
  decided_at timestamp with time zone,
  decision text
);
CREATE INDEX IF NOT EXISTS pool_changes_created_at ON pool_changes (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pool_changes_updated_at ON pool_changes (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pool_changes_state ON pool_changes (state, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pool_changes_pool_id_created_at ON pool_changes (pool_id, created_at, id);
CREATE INDEX IF NOT EXISTS pool_changes_owner_id_created_at ON pool_changes (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pool_changes_pool ON pool_changes (pool_id, created_at, id) WHERE owner_id IS NULL AND deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS pool_changes_bin ON pool_changes (deleted_at, id) WHERE deleted_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS views (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  owner_id uuid,
  department_id uuid,
  member_ids uuid[],
  member_department_ids uuid[],
  name text,
  object text,
  filter jsonb,
  sort text,
  columns jsonb,
  shared boolean,
  starred boolean
);
CREATE INDEX IF NOT EXISTS views_created_at ON views (created_at, id);
CREATE INDEX IF NOT EXISTS views_updated_at ON views (updated_at, id);
CREATE INDEX IF NOT EXISTS views_name ON views (name, id);
CREATE INDEX IF NOT EXISTS views_object_owner_id ON views (object, owner_id, id);

CREATE TABLE IF NOT EXISTS print_templates (
  id uuid PRIMARY KEY,
  version bigint,
  created_at timestamp with time zone,
  updated_at timestamp with time zone,
  created_by_id uuid,
  deleted_at timestamp with time zone,
  name text,
  object text,
  title text,
  sections jsonb,
  footer text,
  paper text,
  is_default boolean
);
CREATE INDEX IF NOT EXISTS print_templates_created_at ON print_templates (created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS print_templates_updated_at ON print_templates (updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS print_templates_name ON print_templates (name, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS print_templates_object ON print_templates (object, id) WHERE deleted_at IS NULL;
CREATE INDEX IF NOT EXISTS print_templates_bin ON print_templates (deleted_at, id) WHERE deleted_at IS NOT NULL;
