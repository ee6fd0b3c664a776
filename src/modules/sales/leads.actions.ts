import { boolean } from '../../fields/boolean/boolean.ts'
import { json } from '../../fields/json/json.ts'
import { reference } from '../../fields/reference/reference.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import { apart } from '../../kernel/records/apart.ts'
import type { ActionHandler, ActionOutcome, ActionScope } from '../../kernel/records/parts.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { setting } from '../../kernel/records/setting.ts'
import { create, move } from '../../kernel/records/write.ts'
import { defineAction, notNow } from '../../model/action.ts'
import { conflict, invalid, notFound, Refusal } from '../../model/errors.ts'
import { isEmpty, isObject, type JsonObject, label, type Row } from '../../model/label.ts'
import { asSystem, each, put } from './stages.actions.ts'

type Made = () => Kernel
const path = 'leads'

const objectOf = (kernel: Kernel, name: string) => kernel.registry().objects.get(name)!

/** Makes a record as this person would by its form: rights, rules and the duplicate check hold; faults name the record. */
const make = async (kernel: Kernel, { context }: ActionScope, name: string, values: Row): Promise<Row> => {
  const [made] = await create(kernel, { ...context, entry: 'conversion' }, objectOf(kernel, name), [values], {
    noUndo: true,
  })
  if (made === undefined) throw notFound()
  if (!('refusal' in made)) return made.row
  const { refusal } = made
  throw refusal.more.errors === undefined
    ? refusal
    : invalid(refusal.more.errors.map((one) => ({ ...one, path: `${name}.${one.path}` })))
}

/** A record that is there and in sight; 422 is for the caller to make of nothing. */
const known = async (kernel: Kernel, { context }: ActionScope, name: string, id: string): Promise<Row | undefined> =>
  (await rowsOf(kernel, context, objectOf(kernel, name), [id]))[0]

const given = (values: JsonObject): Row =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))

/**
 * 转化 (C4): a customer with a contact, and an opportunity where one is wanted, in one transaction with the lead; what is
 * there already can be named instead. Everything the lead knows goes along.
 */
const convert = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'convert', label('转化', 'Convert'), {
    input: {
      customerId: reference({ zh: '并入客户（不选则新建）', en: 'Into customer (none: a new one)', to: 'customers' }),
      contactId: reference({
        zh: '并入联系人（不选则新建）',
        en: 'Into contact (none: a new one)',
        to: 'contacts',
        within: 'customerId',
      }),
      createOpportunity: boolean({ zh: '同时建商机', en: 'With an opportunity', default: true }),
      opportunity: json({ zh: '商机的字段', en: 'Fields of the opportunity' }),
      insistReason: text({ zh: '有相似客户仍新建的理由', en: 'Reason to make it although others are alike', max: 500 }),
    },
    when: { status: { in: ['new', 'confirmed'] } },
    otherwise: notNow('已经转化或无效', 'It is converted already, or invalid'),
    within: 'update',
    bulk: true,
    icon: 'user-check',
  }),
  run: (scope, rows, input) =>
    each(rows, async (row) => {
      try {
        return await apart(scope, async (inside) => {
          const outcome = await convertOne(kernel, inside, row, input)
          if (!outcome.ok) throw outcome.refusal
          return outcome
        })
      } catch (error) {
        if (error instanceof Refusal) return { ok: false, refusal: error }
        throw error
      }
    }),
})

const convertOne = async (kernel: Made, scope: ActionScope, row: Row, input: Row): Promise<ActionOutcome> => {
  const owner = { ownerId: row.ownerId ?? scope.context.principal.employeeId }
  const insist = isEmpty(input.insistReason) ? {} : { insistReason: input.insistReason ?? null }
  const customer =
    typeof input.customerId === 'string'
      ? await known(kernel(), scope, 'customers', input.customerId)
      : await make(
          kernel(),
          scope,
          'customers',
          given({
            name: isEmpty(row.company) ? (row.name ?? null) : (row.company ?? null),
            phone: row.phone ?? null,
            email: row.email ?? null,
            source: row.source ?? null,
            region: row.region ?? null,
            remark: row.note ?? null,
            ...owner,
            ...insist,
          }),
        )
  if (customer === undefined) return { ok: false, refusal: notFound() }
  const contact =
    typeof input.contactId === 'string'
      ? await known(kernel(), scope, 'contacts', input.contactId)
      : await make(
          kernel(),
          scope,
          'contacts',
          given({
            name: row.name ?? null,
            customerId: customer.id ?? null,
            phone: row.phone ?? null,
            email: row.email ?? null,
            ...insist,
          }),
        )
  if (contact === undefined) return { ok: false, refusal: notFound() }
  const wanted = isObject(input.opportunity) ? (input.opportunity as JsonObject) : {}
  const opportunity =
    input.createOpportunity === true || isObject(input.opportunity)
      ? await make(kernel(), scope, 'opportunities', {
          ...given({
            name: `${String(isEmpty(row.company) ? row.name : row.company)}`,
            source: row.source ?? null,
            region: row.region ?? null,
            note: row.note ?? null,
            ...owner,
          }),
          ...wanted,
          customerId: customer.id ?? null,
          contactId: contact.id ?? null,
        })
      : undefined
  const done = await put(
    kernel,
    scope,
    row,
    {
      status: 'converted',
      convertedAt: scope.context.now,
      customerId: customer.id ?? null,
      contactId: contact.id ?? null,
      opportunityId: opportunity?.id ?? null,
    },
    'convert',
  )
  return done.ok ? { ok: true, answer: { customer, contact, opportunity: opportunity ?? null } } : done
}

/** 撤销转化: what the conversion made goes into the recycle bin, unless somebody has worked on it since. */
const undoConvert = (kernel: Made): ActionHandler => ({
  def: defineAction(path, 'undo-convert', label('撤销转化', 'Undo conversion'), {
    input: {},
    when: { status: 'converted' },
    otherwise: notNow('它还没有转化', 'It is not converted'),
    within: 'update',
    bulk: false,
    icon: 'undo-2',
  }),
  run: (scope, rows) =>
    each(rows, async (row) => {
      const made: { name: string; id: string }[] = []
      for (const [name, id] of [
        ['opportunities', row.opportunityId],
        ['contacts', row.contactId],
        ['customers', row.customerId],
      ] as const) {
        if (typeof id !== 'string') continue
        const [found] = await rowsOf(kernel(), asSystem(scope.context), objectOf(kernel(), name), [id])
        // What was there before the conversion, and was only joined, stays.
        if (found === undefined || String(found.createdAt) !== String(row.convertedAt)) continue
        if (Number(found.version) > 1)
          return {
            ok: false,
            refusal: conflict(
              'changed_since',
              `转化出来的${objectOf(kernel(), name).label.zh}已被改过，不能撤销`,
              `The ${objectOf(kernel(), name).label.en.toLowerCase()} it made has been changed since`,
            ),
          }
        made.push({ name, id })
      }
      for (const { name, id } of made) {
        const [gone] = await move(kernel(), scope.context, objectOf(kernel(), name), 'delete', [{ id }], {
          trusted: true,
          cause: 'undo-convert',
          noUndo: true,
        })
        if (gone !== undefined && 'refusal' in gone) throw gone.refusal
      }
      return put(
        kernel,
        scope,
        row,
        { status: 'confirmed', convertedAt: null, customerId: null, contactId: null, opportunityId: null },
        'undo-convert',
      )
    }),
})

export const leadActions = (kernel: Made): readonly ActionHandler[] => [
  {
    def: defineAction(path, 'confirm', label('确认', 'Confirm'), {
      input: {},
      when: { status: { in: ['new', 'invalid'] } },
      otherwise: notNow('已经确认过', 'It is confirmed already'),
      within: 'update',
      bulk: true,
      icon: 'check',
    }),
    run: setting(kernel, () => ({ status: 'confirmed', invalidReason: null }), 'confirm'),
  },
  convert(kernel),
  undoConvert(kernel),
  {
    def: defineAction(path, 'invalidate', label('无效', 'Invalidate'), {
      input: { reason: text({ zh: '原因', en: 'Reason', required: true, max: 500 }) },
      when: { status: { in: ['new', 'confirmed'] } },
      otherwise: notNow('已经转化或无效', 'It is converted already, or invalid'),
      within: 'update',
      bulk: true,
      icon: 'ban',
    }),
    run: setting(kernel, (_, input) => ({ status: 'invalid', invalidReason: input.reason ?? null }), 'invalidate'),
  },
]
