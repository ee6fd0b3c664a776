/** The columns of a customer, as the application shows them. */
export const customerColumns = `t.id, t.version, t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.created_by_id AS "createdById", t.deleted_at AS "deletedAt",
  t.owner_id AS "ownerId", t.department_id AS "departmentId", t.member_ids AS "memberIds", t.member_department_ids AS "memberDepartmentIds",
  t.pool_id AS "poolId", t.pooled_at AS "pooledAt", t.owned_at AS "ownedAt", t.protected_until AS "protectedUntil", t.protected_by AS "protectedBy",
  t.locked, t.previous_owner_id AS "previousOwnerId", t.pool_reason AS "poolReason", t.pool_cause AS "poolCause", t.completeness,
  t.name, t.short_name AS "shortName", t.credit_code AS "creditCode", t.class, t.nature, t.level, t.source, t.industry, t.region, t.address, t.postcode,
  t.phone, t.phones, t.email, t.emails, t.website, t.lifecycle, t.deal_status AS "dealStatus", t.trade_status AS "tradeStatus", t.archived_at AS "archivedAt",
  t.dealer_id AS "dealerId", t.remark, t.primary_contact_id AS "primaryContactId", t.last_follow_up_at AS "lastFollowUpAt",
  t.last_valid_follow_up_at AS "lastValidFollowUpAt", t.next_follow_up_at AS "nextFollowUpAt", t.follow_up_count AS "followUpCount"`

const nameOf = (table: string, id: string, name: string) =>
  `(SELECT r.name FROM ${table} r WHERE r.id = t.${id}) AS "${name}"`

/** The names behind its references; one lookup each by primary key, which plans far quicker than seven joins. */
export const nameColumns = [
  nameOf('employees', 'created_by_id', 'createdBy'),
  nameOf('employees', 'owner_id', 'owner'),
  nameOf('departments', 'department_id', 'department'),
  nameOf('pools', 'pool_id', 'pool'),
  nameOf('employees', 'previous_owner_id', 'previousOwner'),
  nameOf('customers', 'dealer_id', 'dealer'),
  nameOf('contacts', 'primary_contact_id', 'primaryContact'),
].join(', ')
