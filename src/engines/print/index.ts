import { Readable } from 'node:stream'
import { isId } from '../../kernel/ids.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import { read } from '../../kernel/records/read.ts'
import { noRight } from '../../kernel/records/write.ts'
import { bodyObject, type Call, type Reply } from '../../kernel/rest/route.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import type { Row } from '../../model/label.ts'
import type { Printed } from '../../model/paper.ts'
import { placeholdersOf } from '../../model/placeholder.ts'
import type { CompiledObject } from '../../model/registry.ts'
import { type BrowserSettings, createTurns, pdfOf } from './browser.ts'
import { card } from './card.ts'
import { changeCompany, readCompany, showCompany } from './company.ts'
import { printedObject, templateFaults, templateHooks } from './keep-templates.ts'
import { chosenLayout, type Layout, layoutOf, templates } from './layout.ts'
import { matterOf } from './matter.ts'
import { noted, printable } from './printable.ts'
import { paperOf } from './render.ts'

/** The page itself may do nothing: no scripts, nothing loaded from anywhere. */
const contained = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-modals"

const page = (text: string): Reply => ({
  stream: Readable.from([Buffer.from(text)]),
  headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': contained },
})

const drawn = async (
  { kernel, context }: Call,
  object: CompiledObject,
  printed: Printed,
  record: Row,
  layout: Layout,
  isSample = false,
): Promise<string> => {
  const company = await readCompany(kernel.db)
  return paperOf(await matterOf({ kernel, context, object, record, company }, printed, layout), layout, isSample)
}

/** `QT-2026110001.pdf`: the number or name of the record, as far as file names go. */
const fileName = (object: CompiledObject, record: Row): string => {
  const serial = [...object.fields.values()].find((field) => field.type.name === 'serial')
  const number = String(record[serial?.name ?? 'id'] ?? record.id)
  return `${number.replace(/[^A-Za-z0-9_-]+/g, '-')}.pdf`
}

/** 单据 on paper: the page, or the PDF made of it. The same rights as a card, noted with its form. */
const paper = async (call: Call, pdf: (text: string) => Promise<Buffer>): Promise<Reply> => {
  const { kernel, context, query } = call
  const { format, template } = query
  const known = ['html', 'pdf']
  const { object, record } = await printable(call)
  const { printed } = object.def.traits
  if (!known.includes(String(format)))
    throw invalid([
      fault('format', 'unknown_option', `格式只能是 ${known.join('、')}`, `The format is one of ${known.join(', ')}`),
    ])
  if (printed === undefined)
    throw invalid([
      fault('format', 'unknown_option', `${object.label.zh}不是单据，只有档案卡`, `${object.label.en} has a card only`),
    ])
  const layout = await chosenLayout(kernel, context, object, printed, template)
  const text = await drawn(call, object, printed, record, layout)
  const bytes = format === 'pdf' ? await pdf(text) : undefined
  await noted(call, object, record, { format: String(format), template: layout.name })
  if (bytes === undefined) return page(text)
  return {
    stream: Readable.from([bytes]),
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Length': String(bytes.length),
      'Content-Disposition': `attachment; filename="${fileName(object, record)}"`,
    },
  }
}

/** The object that holds templates, for those who may change them. */
const editors = ({ kernel, context }: Call): CompiledObject => {
  const on = templates(kernel)
  if (on === undefined) throw new Error('no object holds templates')
  if (!kernel.access.may(context.principal, on, 'update')) throw noRight(on, 'update')
  return on
}

/** `GET /print/placeholders?object=quotes`: what may stand in braces. */
const listPlaceholders = async (call: Call): Promise<Reply> => {
  const { kernel, context, query } = call
  editors(call)
  const on = printedObject(kernel, query.object)
  if (on === undefined || !kernel.access.may(context.principal, on.object, 'read'))
    throw invalid([fault('object', 'unknown_object', '没有这种单据', 'There is no such document')])
  return { body: { data: placeholdersOf(kernel.registry().objects, on.object) } }
}

/** The record a template is tried on: the one named, or the latest that is within reach; none is an empty sheet. */
const tried = async ({ kernel, context }: Call, object: CompiledObject, id: unknown): Promise<Row> => {
  if (id !== undefined && id !== null) {
    if (!isId(id)) throw notFound()
    return read(kernel, context, object, id)
  }
  const query = parseList(kernel, context, object, { sort: '-createdAt', limit: '1', count: 'none' })
  const [row] = (await list(kernel, context, object, query)).data
  return row ?? {}
}

/** `POST /print/preview`: a template before it is saved, on a real record, marked as a sample. */
const preview = async (call: Call): Promise<Reply> => {
  const { kernel, context } = call
  const on = editors(call)
  const names = on.def.traits.template!
  const { recordId, ...row } = bodyObject(call.body) as Row
  const faults = templateFaults(kernel, names, row)
  if (faults.length > 0) throw invalid(faults)
  const { object, printed } = printedObject(kernel, row[names.object])!
  if (!kernel.access.may(context.principal, object, 'print')) throw noRight(object, 'print')
  const record = await tried(call, object, recordId)
  return page(await drawn(call, object, printed, record, layoutOf(printed, on, row, context.locale), true))
}

export const printEngine =
  (settings: BrowserSettings) =>
  (kernel: () => Kernel): Engine => {
    const turn = createTurns()
    const pdf = (text: string) => turn(() => pdfOf(text, settings))
    return {
      name: 'print',
      hooks: templateHooks(kernel),
      routes: [
        {
          method: 'GET',
          path: '/:object/:id/print',
          query: ['format', 'template'],
          run: (call) => (call.query.format === undefined ? card(call) : paper(call, pdf)),
        },
        { method: 'GET', path: '/print/placeholders', query: ['object'], run: listPlaceholders },
        { method: 'POST', path: '/print/preview', run: preview },
        { method: 'GET', path: '/company', run: showCompany },
        { method: 'PATCH', path: '/company', run: changeCompany },
      ],
    }
  }
