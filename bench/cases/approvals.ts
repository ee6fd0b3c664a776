import sql, { raw } from 'sql-template-tag'
import { contextOf, type Kernel } from '../../src/kernel/kernel.ts'
import { systemPrincipal } from '../../src/kernel/principal.ts'
import { act } from '../../src/kernel/records/act.ts'
import { create, move, update } from '../../src/kernel/records/write.ts'
import { percentile } from '../load.ts'
import type { Bench } from '../main.ts'
import type { Person } from '../people.ts'
import { ms, type Section, say, whole } from '../report.ts'

const many = Number(process.env.BENCH_APPROVALS ?? 10_000)
const deciders = 200
const node = 'decides'

/** Ten thousand approvals decided by two hundred people at once, one in ten pressed twice: none is lost, none counts twice. */
export const approvals = async (bench: Bench): Promise<Section> => {
  const { system, app, reps } = bench
  const { kernel } = system
  const people = reps.slice(0, deciders)
  const began = new Date().toISOString()
  const flowId = await makeFlow(kernel)
  await system.catchUp()
  try {
    const asked = await submit(kernel, reps[deciders]!, people)
    say(`  ${whole(asked.size)} people have ${whole(many)} approvals before them`)
    const times: number[] = []
    const counts = { decided: 0, toldTwice: 0, failed: 0 }
    const started = performance.now()
    await Promise.all([...asked].map(([person, ids]) => decideAll(app.url, person, ids, times, counts)))
    const seconds = (performance.now() - started) / 1000
    times.sort((a, b) => a - b)
    const { lost, twice } = await checked(kernel, began)
    const perSecond = counts.decided / seconds
    const holds = lost === 0 && twice === 0 && counts.failed === 0
    return {
      title: 'Approvals decided at once',
      columns: [
        'approvals',
        'people',
        'per second',
        'p50 ms',
        'p95 ms',
        'lost',
        'twice',
        'pressed twice and told',
        'failed',
        'must ≥ 150 / aim ≥ 500',
      ],
      rows: [
        [
          whole(many),
          whole(people.length),
          whole(perSecond),
          ms(percentile(times, 0.5)),
          ms(percentile(times, 0.95)),
          whole(lost),
          whole(twice),
          whole(counts.toldTwice),
          whole(counts.failed),
          !holds ? 'failed' : perSecond >= 500 ? 'aim' : perSecond >= 150 ? 'must' : 'missed',
        ],
      ],
      notes: [
        'Each is the submission of a receipt, so that the last word also posts it to the ledger and counts the customer anew. Lost: approved, but its receipt does not count, or not approved; twice: more than one decision, or more than two entries.',
      ],
    }
  } finally {
    await putBack(kernel, began, flowId)
    await system.catchUp()
  }
}

const contextFor = (kernel: Kernel) => contextOf(kernel, systemPrincipal('bench'))

const makeFlow = async (kernel: Kernel): Promise<string> => {
  const flows = kernel.registry().objects.get('approval-flows')!
  const [made] = await create(
    kernel,
    contextFor(kernel),
    flows,
    [
      {
        name: 'bench',
        object: 'receipts',
        trigger: 'action',
        action: 'submit',
        active: true,
        nodes: [{ id: node, kind: 'approve', name: node, who: [{ kind: 'choice' }], how: 'any' }],
      },
    ],
    { trusted: true },
  )
  if (made === undefined || 'refusal' in made) throw made?.refusal ?? new Error('no flow')
  return String(made.row.id)
}

/** So many receipts of different customers, each asked of the next person in turn; who has which approval before them. */
const submit = async (kernel: Kernel, by: Person, people: readonly Person[]): Promise<Map<Person, string[]>> => {
  const receipts = kernel.registry().objects.get('receipts')!
  const principal = await kernel.principalFor(by.id)
  if (principal === undefined) throw new Error('whoever asks has left')
  const { rows: customers } = await kernel.db.query<{ id: string }>(
    sql`SELECT id FROM customers WHERE owner_id IS NOT NULL AND deleted_at IS NULL ORDER BY id LIMIT ${many}`,
  )
  const asked = new Map<Person, string[]>()
  const lot = 50
  for (let from = 0; from < customers.length; from += lot) {
    const made = await create(
      kernel,
      contextFor(kernel),
      receipts,
      customers
        .slice(from, from + lot)
        .map(({ id }) => ({ customerId: id, amount: '100.00', ownerId: by.id, receivedOn: '2026-01-15' })),
      { trusted: true },
    )
    for (const [i, outcome] of made.entries()) {
      if ('refusal' in outcome) throw outcome.refusal
      const person = people[(from + i) % people.length]!
      const [done] = await act(
        kernel,
        contextOf(kernel, principal, { via: 'api' }),
        receipts,
        'submit',
        [{ id: String(outcome.row.id) }],
        {
          approval: { approvers: { [node]: [person.id] } },
        },
      )
      if (done === undefined || 'refusal' in done) throw done?.refusal ?? new Error('not submitted')
      const { id } = done.row.approval as { id: string }
      asked.set(person, [...(asked.get(person) ?? []), id])
    }
  }
  return asked
}

const decideAll = async (
  url: string,
  person: Person,
  ids: readonly string[],
  times: number[],
  counts: { decided: number; toldTwice: number; failed: number },
): Promise<void> => {
  const decide = async (id: string) => {
    const at = performance.now()
    const answer = await fetch(`${url}/api/v1/approvals/${id}/approve`, {
      method: 'POST',
      headers: { cookie: person.cookie, 'content-type': 'application/json' },
      body: '{}',
    })
    await answer.arrayBuffer()
    times.push(performance.now() - at)
    if (answer.status === 200) counts.decided++
    else if (answer.status === 409 || answer.status === 403) counts.toldTwice++
    else counts.failed++
  }
  for (const [i, id] of ids.entries()) await Promise.all(i % 10 === 0 ? [decide(id), decide(id)] : [decide(id)])
}

const checked = async (kernel: Kernel, began: string): Promise<{ lost: number; twice: number }> => {
  const { rows } = await kernel.db.query<{ lost: number; twice: number }>(sql`
    SELECT count(*) FILTER (WHERE a.state <> 'approved' OR r.status <> 'confirmed' OR e.n IS NULL)::int AS lost,
      count(*) FILTER (WHERE d.n > 1 OR e.n > 2)::int AS twice
    FROM approvals a JOIN receipts r ON r.id = a.record_id
      LEFT JOIN (SELECT approval_id, count(*) AS n FROM approval_decisions WHERE decision = 'approve' AND at >= ${began} GROUP BY 1) d ON d.approval_id = a.id
      LEFT JOIN (SELECT record_id, count(*) AS n FROM ledger_entries WHERE object = 'receipts' GROUP BY 1) e ON e.record_id = r.id
    WHERE a.created_at >= ${began}`)
  return rows[0]!
}

const putBack = async (kernel: Kernel, began: string, flowId: string): Promise<void> => {
  const flows = kernel.registry().objects.get('approval-flows')!
  await update(kernel, contextFor(kernel), flows, [{ id: flowId, values: { active: false } }], { trusted: true })
  await move(kernel, contextFor(kernel), flows, 'delete', [{ id: flowId }], { trusted: true })
  await move(kernel, contextFor(kernel), flows, 'purge', [{ id: flowId }], { trusted: true })
  await kernel.db.transaction(async (tx) => {
    await tx.query(
      sql`CREATE TEMP TABLE made ON COMMIT DROP AS SELECT id, customer_id FROM receipts WHERE created_at >= ${began}`,
    )
    await tx.query(
      sql`UPDATE customers SET received_total = 0, receivable = 0 WHERE id IN (SELECT customer_id FROM made)`,
    )
    for (const table of ['ledger_entries', 'audit_entries', 'field_facts', 'outbox'])
      await tx.query(
        sql`DELETE FROM ${raw(table)} WHERE record_id IN (SELECT id FROM made UNION ALL SELECT id FROM approvals WHERE created_at >= ${began})`,
      )
    await tx.query(
      sql`DELETE FROM approval_operations WHERE approval_id IN (SELECT id FROM approvals WHERE created_at >= ${began})`,
    )
    await tx.query(sql`DELETE FROM approval_decisions WHERE at >= ${began}`)
    await tx.query(
      sql`DELETE FROM record_members WHERE object = 'approvals' AND record_id IN (SELECT id FROM approvals WHERE created_at >= ${began})`,
    )
    await tx.query(sql`DELETE FROM approvals WHERE created_at >= ${began}`)
    await tx.query(sql`DELETE FROM receipts WHERE id IN (SELECT id FROM made)`)
  })
}
