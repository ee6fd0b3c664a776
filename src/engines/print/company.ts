import sql from 'sql-template-tag'
import { textType } from '../../fields/text/text.ts'
import type { Queryable } from '../../kernel/database/database.ts'
import { newId } from '../../kernel/ids.ts'
import { inTransaction } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { type Fault, fault, forbidden, invalid } from '../../model/errors.ts'
import { type Company, type CompanyFact, companyFacts } from '../../model/paper.ts'

const names = Object.keys(companyFacts) as CompanyFact[]

export const readCompany = async (db: Queryable): Promise<Company> => {
  const { rows } = await db.query<{ value: Partial<Company> }>(sql`SELECT value FROM settings WHERE name = 'company'`)
  return Object.fromEntries(names.map((name) => [name, rows[0]?.value?.[name] ?? ''])) as Record<CompanyFact, string>
}

const take = (given: Record<string, unknown>, before: Company): Company => {
  const faults: Fault[] = []
  const after: Record<CompanyFact, string> = { ...before }
  for (const [key, value] of Object.entries(given)) {
    const name = names.find((one) => one === key)
    if (name === undefined) {
      faults.push(fault(key, 'unknown_key', `没有“${key}”这一项`, `There is no "${key}"`))
      continue
    }
    if (value === null || value === '') {
      after[name] = ''
      continue
    }
    const parsed = textType.parse(value, { type: 'text', ...companyFacts[name] })
    if (parsed.ok) after[name] = String(parsed.value ?? '')
    else faults.push({ path: name, code: parsed.code, message: parsed.message })
  }
  if (after.name === '') faults.push(fault('name', 'required', '公司名称不能为空', 'The company needs a name'))
  if (faults.length > 0) throw invalid(faults)
  return after
}

/** `GET /company`: what stands in the head of every paper is no secret among those who send it. */
export const showCompany = async ({ kernel }: Call): Promise<Reply> => ({ body: await readCompany(kernel.db) })

/** `PATCH /company`: administrators'; stands on what is printed from then on. */
export const changeCompany = (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const roles = kernel.registry().objects.get('roles')
  if (roles === undefined || !kernel.access.may(context.principal, roles, 'delete'))
    throw forbidden('no_right', '只有管理员可以这样做', 'Only administrators may do this', 'administrator')
  return inTransaction(kernel, context, async ({ tx }) => {
    await tx.query(sql`LOCK TABLE settings IN SHARE ROW EXCLUSIVE MODE`)
    const before = await readCompany(tx)
    const after = take(bodyObject(call.body), before)
    const changes = names
      .filter((name) => before[name] !== after[name])
      .map((name) => ({ field: name, from: before[name], to: after[name] }))
    await tx.query(
      sql`INSERT INTO settings (name, value) VALUES ('company', ${JSON.stringify(after)}::jsonb) ON CONFLICT (name) DO UPDATE SET value = settings.value || excluded.value`,
    )
    await tx.query(sql`INSERT INTO audit_entries (id, at, object, actor_id, action, changes, request_id, via)
      VALUES (${newId()}, ${context.now}, 'company', ${context.principal.employeeId}, 'company', ${JSON.stringify(changes)}::jsonb, ${context.requestId}, ${context.via})`)
    return { body: after }
  })
}
