import { wallOf } from '../../fields/date-time/moment-text.ts'
import { linesOf } from '../../fields/lines/lines.ts'
import { capitals } from '../../fields/money/capitals.ts'
import { grouped } from '../../fields/money/money-text.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { present, viewOf } from '../../kernel/records/view.ts'
import { isEmpty, type Json, type Locale, type Row } from '../../model/label.ts'
import type { Document } from '../../model/object.ts'
import { type Company, type Printed, placeholdersIn } from '../../model/paper.ts'
import { isPrintable, placeholderOf } from '../../model/placeholder.ts'
import type { CompiledField, CompiledObject } from '../../model/registry.ts'
import type { Layout } from './layout.ts'

/** A row of another object, as the caller sees it. */
export interface Side {
  readonly object: CompiledObject
  readonly row: Row
}

/** Everything a sheet of paper says, read with the rights of who prints it. */
export interface Matter {
  readonly object: CompiledObject
  readonly document: Document
  readonly printed: Printed
  readonly record: Row
  readonly company: Company
  readonly party: Side | undefined
  readonly person: Side | undefined
  readonly products: ReadonlyMap<string, Row>
  readonly productFields: ReadonlyMap<string, CompiledField>
  readonly locale: Locale
  /** 大写金额; empty where there are no words for it. */
  readonly words: string
  /** The words of a field of a row; empty where there are none, or none for the caller. */
  readonly write: (field: CompiledField, row: Row) => string
  readonly tell: (placeholder: string) => string
  readonly readable: (name: string) => CompiledField | undefined
}

interface Source {
  readonly kernel: Kernel
  readonly context: Context
  readonly object: CompiledObject
  readonly record: Row
  readonly company: Company
}

/** Rows by their ids, as the caller sees them; those out of reach are not among them. */
const seen = async (
  { kernel, context }: Source,
  object: CompiledObject | undefined,
  ids: readonly (Json | undefined)[],
): Promise<ReadonlyMap<string, Row>> => {
  const wanted = [...new Set(ids.filter((id): id is string => typeof id === 'string'))]
  if (object === undefined || wanted.length === 0 || !kernel.access.may(context.principal, object, 'read'))
    return new Map()
  const raw = await rowsOf(kernel, context, object, wanted)
  const rows = await present(kernel, context, viewOf(kernel, context, object), raw, { verdicts: false })
  return new Map(rows.map((row) => [String(row.id), row]))
}

const sideOf = async (source: Source, path: unknown, id: Json | undefined): Promise<Side | undefined> => {
  const object = source.kernel.registry().objects.get(String(path))
  const row = (await seen(source, object, [id])).get(String(id))
  return object === undefined || row === undefined ? undefined : { object, row }
}

/** An amount in words, where there are words for it. */
const inWords = (amount: Json | undefined, currency: Json | undefined, locale: Locale): string => {
  if (typeof amount !== 'string' || locale !== 'zh') return ''
  return (currency ?? 'CNY') === 'CNY' ? (capitals(amount) ?? '') : ''
}

const inDigits = (amount: Json | undefined, currency: Json | undefined): string =>
  typeof amount === 'string' ? `${typeof currency === 'string' ? currency : 'CNY'} ${grouped(amount)}` : ''

const nameOf = (row: Row, field: CompiledField): string =>
  (row[field.expansion!] as { name?: string | null } | null | undefined)?.name ?? ''

/** Reads what the layout of a document needs: both parties, products, and whatever its placeholders point to. */
export const matterOf = async (source: Source, printed: Printed, layout: Layout): Promise<Matter> => {
  const { kernel, context, object, record, company } = source
  const { objects } = kernel.registry()
  const { locale } = context
  const document = object.def.traits.document!
  const shown = (on: CompiledObject, field: CompiledField) =>
    kernel.access.field(context.principal, on, field.name) !== 'none'
  const party = await sideOf(source, object.fields.get(printed.party.field)?.def.to, record[printed.party.field])
  const { person: at, product } = printed
  const personId = (at?.field === undefined ? null : record[at.field]) ?? (at && party?.row[at.ofParty]) ?? null
  const person = await sideOf(source, at && party?.object.fields.get(at.ofParty)?.def.to, personId)
  const columns = object.fields.get(document.lines ?? '')?.def.columns as Record<string, { to?: string }> | undefined
  const goods = objects.get(String(columns?.[product?.column ?? '']?.to))
  const productFields = new Map([...(goods?.fields ?? [])].filter(([, field]) => shown(goods!, field)))
  const products = await seen(
    source,
    goods,
    linesOf(record[document.lines ?? '']).map((line) => line[product?.column ?? '']),
  )
  const write = (field: CompiledField, row: Row): string => {
    const value = row[field.name] ?? null
    if (isEmpty(value) || value === null) return ''
    if (field.expansion !== undefined) return nameOf(row, field)
    if (field.type.name === 'dateTime') return wallOf(Date.parse(String(value)), kernel.clock.timeZone).date
    if (Array.isArray(row.masked) && row.masked.includes(field.name)) return String(value)
    return field.type.write(value, field.def, locale)
  }
  const told = new Map<string, string>()
  for (const name of new Set(layout.texts.flatMap(placeholdersIn))) {
    const found = placeholderOf(objects, object, name)
    if (found?.of === 'company') told.set(name, company[found.name])
    if (found?.of === 'record' && shown(object, found.field)) told.set(name, write(found.field, record))
    if (found?.of !== 'reference' || !shown(object, found.by)) continue
    const target = await sideOf(source, found.target.path, record[found.by.name])
    // A name is told with the reference, even where the rest of the row is out of reach.
    if (found.field.name === found.target.def.title) told.set(name, nameOf(record, found.by))
    else if (target !== undefined) told.set(name, write(found.field, target.row))
  }
  const readable = (name: string) => {
    const field = object.fields.get(name)
    const fits = field !== undefined && (isPrintable(field) || field.type.name === 'lines')
    return fits && shown(object, field) ? field : undefined
  }
  const amount = readable(document.total) === undefined ? null : record[document.total]
  const words = inWords(amount, record.currency, locale)
  told.set('amountInWords', words || inDigits(amount, record.currency))
  told.set('today', kernel.clock.today(context.now))
  told.set('printedBy', context.principal.name)
  const tell = (name: string) => told.get(name) ?? ''
  const parties = { party, person, products, productFields }
  return { object, document, printed, record, company, ...parties, locale, words, write, tell, readable }
}
