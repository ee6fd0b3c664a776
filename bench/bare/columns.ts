/** The columns of a customer, as the application shows them. */
export const customerColumns = `t.id, t.version, t.created_at AS "createdAt", t.updated_at AS "updatedAt", t.created_by_id AS "createdById", t.deleted_at AS "deletedAt",
  t.owner_id AS "ownerId", t.department_id AS "departmentId", t.member_ids AS "memberIds", t.member_department_ids AS "memberDepartmentIds",
  t.pool_id AS "poolId", t.pooled_at AS "pooledAt", t.owned_at AS "ownedAt", t.protected_until AS "protectedUntil", t.protected_by AS "protectedBy",
  t.locked, t.previous_owner_id AS "previousOwnerId", t.pool_reason AS "poolReason", t.pool_cause AS "poolCause", t.completeness,
  t.name, t.short_name AS "shortName", t.credit_code AS "creditCode", t.class, t.nature, t.level, t.source, t.industry, t.region, t.address, t.postcode,
  t.phone, t.phones, t.email, t.emails, t.website, t.lifecycle, t.deal_status AS "dealStatus", t.trade_status AS "tradeStatus", t.archived_at AS "archivedAt",
  t.dealer_id AS "dealerId", t.remark, t.primary_contact_id AS "primaryContactId", t.last_follow_up_at AS "lastFollowUpAt",
  t.last_valid_follow_up_at AS "lastValidFollowUpAt", t.next_follow_up_at AS "nextFollowUpAt", t.follow_up_count AS "followUpCount"`

/** The names behind its references. */
export const nameColumns = `c.name AS "createdBy", o.name AS owner, d.name AS department, p.name AS pool, v.name AS "previousOwner", de.name AS dealer, pc.name AS "primaryContact"`

export const nameJoins = `LEFT JOIN employees c ON c.id = t.created_by_id LEFT JOIN employees o ON o.id = t.owner_id LEFT JOIN departments d ON d.id = t.department_id
  LEFT JOIN pools p ON p.id = t.pool_id LEFT JOIN employees v ON v.id = t.previous_owner_id LEFT JOIN customers de ON de.id = t.dealer_id LEFT JOIN contacts pc ON pc.id = t.primary_contact_id`
