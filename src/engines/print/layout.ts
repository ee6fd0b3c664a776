import { isId } from '../../kernel/ids.ts'
import type { Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { list } from '../../kernel/records/list.ts'
import { parseList } from '../../kernel/records/query.ts'
import { read } from '../../kernel/records/read.ts'
import { fault, invalid, notFound } from '../../model/errors.ts'
import type { Locale, Row } from '../../model/label.ts'
import { type Block, blocksOf, type PaperSize, type Printed, textsOf, type Words } from '../../model/paper.ts'
import type { CompiledObject } from '../../model/registry.ts'

/** What a sheet is laid out by: a template, or what is built in. */
export interface Layout {
  readonly name: string | null
  readonly title: string
  readonly blocks: readonly Block[]
  readonly footer: string
  readonly paper: PaperSize
  /** Every text of it, for what stands in their braces. */
  readonly texts: readonly string[]
}

export const said = (words: Words, locale: Locale): string => (typeof words === 'string' ? words : words[locale])

/** The object whose records are templates. */
export const templates = (kernel: Kernel): CompiledObject | undefined =>
  [...kernel.registry().objects.values()].find((object) => object.def.traits.template !== undefined)

const text = (value: Row[string]): string => (typeof value === 'string' ? value : '')

/** A layout by the values of a template; whatever they leave open is as built in. */
export const layoutOf = (printed: Printed, { def }: CompiledObject, row: Row, locale: Locale): Layout => {
  const names = def.traits.template!
  const own = blocksOf(row[names.blocks])
  const blocks = own.length === 0 ? printed.blocks : own
  const title = text(row[names.title]) || printed.title[locale]
  const footer = text(row[names.footer])
  const texts = [title, footer, ...textsOf(blocks).map((one) => one.text)]
  const paper = row[names.paper] === 'A5' ? 'A5' : 'A4'
  return { name: text(row[def.title]) || null, title, blocks, footer, paper, texts }
}

export const builtIn = (printed: Printed, locale: Locale): Layout => {
  const { blocks, paper = 'A4' } = printed
  const title = printed.title[locale]
  return { name: null, title, blocks, footer: '', paper, texts: [title, ...textsOf(blocks).map((one) => one.text)] }
}

/** The layout somebody asked for: a template of this object by its id, `built-in`, or the default one. */
export const chosenLayout = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  printed: Printed,
  asked: string | undefined,
): Promise<Layout> => {
  const on = templates(kernel)
  const names = on?.def.traits.template
  if (on === undefined || names === undefined || asked === 'built-in') return builtIn(printed, context.locale)
  if (asked !== undefined && asked !== '') {
    if (!isId(asked)) throw notFound()
    const row = await read(kernel, context, on, asked)
    if (row[names.object] !== object.path)
      throw invalid([
        fault(
          'template',
          'wrong_object',
          `“${String(row[on.def.title])}”不是${object.label.zh}的模板`,
          `"${String(row[on.def.title])}" is no template of this object: ${object.label.en}`,
        ),
      ])
    return layoutOf(printed, on, row, context.locale)
  }
  if (!kernel.access.may(context.principal, on, 'read')) return builtIn(printed, context.locale)
  const filter = JSON.stringify({ [names.object]: object.path, [names.preferred]: true })
  const query = parseList(kernel, context, on, { filter, limit: '1', count: 'none' })
  const [row] = (await list(kernel, context, on, query)).data
  return row === undefined ? builtIn(printed, context.locale) : layoutOf(printed, on, row, context.locale)
}
