import { exactOf, minus, textOf } from '../../fields/decimal/exact.ts'
import { grouped } from '../../fields/money/money-text.ts'
import { type Block, companyFacts, filledIn, type Words } from '../../model/paper.ts'
import type { CompiledField } from '../../model/registry.ts'
import { html, Markup } from './html.ts'
import { type Layout, said } from './layout.ts'
import type { Matter, Side } from './matter.ts'
import { styleOf } from './style.ts'
import { tableOf } from './tables.ts'
import { paperWords } from './words.ts'

type Told = readonly [name: string, value: string]

const listed = (facts: readonly Told[], kind: string): Markup | false => {
  const told = facts.filter(([, value]) => value !== '')
  return (
    told.length > 0 &&
    html`<dl class="${kind}">${told.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
  )
}

const sideFacts = (matter: Matter, side: Side | undefined, names: readonly string[]): Told[] =>
  side === undefined
    ? []
    : names.flatMap((name): Told[] => {
        const field = side.object.fields.get(name)
        return field === undefined ? [] : [[field.def[matter.locale], matter.write(field, side.row)]]
      })

const titleOf = (matter: Matter, side: Side | undefined): string => {
  const field = side?.object.fields.get(side.object.def.title)
  return side === undefined || field === undefined ? '' : matter.write(field, side.row)
}

/** The name of the other party: of its file, or what the document itself may say of it. */
const partyName = (matter: Matter): string => {
  const by = matter.readable(matter.printed.party.field)
  return titleOf(matter, matter.party) || (by === undefined ? '' : matter.write(by, matter.record))
}

const companyName = ({ company, locale }: Matter): string =>
  locale === 'en' && company.englishName !== '' ? company.englishName : company.name

const companyAddress = ({ company, locale }: Matter): string =>
  locale === 'en' && company.englishAddress !== '' ? company.englishAddress : company.address

const personFacts = (matter: Matter): Told[] => {
  const name = titleOf(matter, matter.person)
  const facts = sideFacts(matter, matter.person, matter.printed.person?.facts ?? []).map(([, value]) => value)
  return name === ''
    ? []
    : [[paperWords.contact[matter.locale], [name, ...facts].filter((one) => one !== '').join('  ')]]
}

const ourFacts = (matter: Matter, names: readonly (keyof typeof companyFacts)[]): Told[] =>
  names.map((name) => [
    companyFacts[name][matter.locale],
    name === 'address' ? companyAddress(matter) : matter.company[name],
  ])

const letterhead = (matter: Matter): Markup => {
  const joined = (facts: readonly Told[]) =>
    facts
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `${name} ${value}`)
      .join('　')
  const rows = [
    joined(ourFacts(matter, ['address', 'phone', 'email', 'website'])),
    joined(ourFacts(matter, ['taxNumber', 'bank', 'account'])),
  ]
  const { logo } = matter.company
  return html`<header class="company">${logo !== '' && html`<div class="logo">${logo}</div>`}<div>
<b>${companyName(matter)}</b>${rows.map((row) => row !== '' && html`<p>${row}</p>`)}</div></header>`
}

/** The field that holds the number of the document. */
const numberOf = ({ object, record, readable }: Matter): string => {
  const serial = [...object.fields.values()].find((field) => field.type.name === 'serial')
  return serial === undefined || readable(serial.name) === undefined ? '' : String(record[serial.name] ?? '')
}

const parties = (matter: Matter, ours: Words, theirs: Words): Markup => {
  const { locale, printed } = matter
  const side = (words: Words, name: string, facts: readonly Told[]) =>
    html`<section><h2>${said(words, locale)}</h2><p class="name">${name}</p>${listed(facts, 'column')}</section>`
  return html`<div class="two">
${side(theirs, partyName(matter), [...sideFacts(matter, matter.party, printed.party.facts), ...personFacts(matter)])}
${side(ours, companyName(matter), ourFacts(matter, ['taxNumber', 'address', 'phone', 'representative', 'bank', 'account']))}
</div>`
}

const amountOf = (matter: Matter, field: CompiledField | undefined): string => {
  const amount = field === undefined ? null : matter.record[field.name]
  return typeof amount === 'string' ? amount : ''
}

const totals = (matter: Matter): Markup | false => {
  const { document, locale, readable } = matter
  const total = readable(document.total)
  if (total === undefined || amountOf(matter, total) === '') return false
  const tax = document.tax === undefined ? undefined : readable(document.tax)
  const [all, of] = [exactOf(amountOf(matter, total)), exactOf(amountOf(matter, tax))]
  const net = all === undefined || of === undefined ? '' : textOf(minus(all, of))
  const sums: readonly Told[] = [
    [paperWords.net[locale], net],
    [tax?.def[locale] ?? '', amountOf(matter, tax)],
    [total.def[locale], amountOf(matter, total)],
  ]
  return listed(
    sums.map(([name, value]) => [name, value === '' ? '' : `¥${grouped(value)}`]),
    'totals',
  )
}

const signatures = (matter: Matter, ours: Words, theirs: Words): Markup => {
  const { locale } = matter
  const side = (words: Words, name: string) => html`<section><h2>${said(words, locale)}</h2><p class="name">${name}</p>
<p class="sign"><span>${paperWords.sign[locale]}</span><span>${paperWords.date[locale]}</span></p></section>`
  return html`<div class="two signatures">${side(theirs, partyName(matter))}${side(ours, companyName(matter))}</div>`
}

const blockOf = (matter: Matter, layout: Layout, one: Block): Markup | false => {
  const { locale, readable, record, words, write, tell, printed } = matter
  switch (one.block) {
    case 'company':
      return letterhead(matter)
    case 'title': {
      const number = numberOf(matter)
      return html`<h1>${filledIn(layout.title, tell)}</h1>${
        number !== '' && html`<p class="number">${paperWords.number[locale]} ${number}</p>`
      }`
    }
    case 'party':
      return listed(
        [
          [paperWords.customer[locale], partyName(matter)],
          ...personFacts(matter),
          ...sideFacts(matter, matter.party, printed.party.facts),
        ],
        'facts',
      )
    case 'parties':
      return parties(matter, one.ours ?? paperWords.seller, one.theirs ?? paperWords.buyer)
    case 'facts': {
      const fields = one.fields.flatMap((name) => readable(name) ?? [])
      return listed(
        fields.map((field): Told => [field.def[locale], write(field, record)]),
        'facts',
      )
    }
    case 'lines':
    case 'table': {
      const name = one.block === 'lines' ? matter.document.lines : one.field
      const field = name === undefined ? undefined : readable(name)
      const table = field !== undefined && tableOf(matter, field)
      return table !== false && one.block === 'table' ? html`<h2>${field!.def[locale]}</h2>${table}` : table
    }
    case 'totals':
      return totals(matter)
    case 'words':
      return words !== '' && html`<p class="words"><b>${paperWords.inWords[locale]}</b> ${words}</p>`
    case 'terms': {
      const field = printed.terms === undefined ? undefined : readable(printed.terms)
      const text = field === undefined ? '' : write(field, record)
      return text !== '' && html`<section><h2>${field!.def[locale]}</h2><p class="text">${text}</p></section>`
    }
    case 'text': {
      const text = filledIn(said(one.text, locale), tell)
      return text.trim() !== '' && html`<p class="text">${text}</p>`
    }
    case 'signatures':
      return signatures(matter, one.ours ?? paperWords.ours, one.theirs ?? paperWords.theirs)
  }
}

/** What stands across every page: that it is a sample, or that the document does not count. */
const stampOf = ({ document, record, readable, write, locale }: Matter, isSample: boolean): string => {
  if (isSample) return paperWords.sample[locale]
  const status = readable(document.status)
  return document.effective.includes(String(record[document.status])) || status === undefined
    ? ''
    : write(status, record)
}

/** A document as a page of its own: no scripts, nothing loaded, every word of it text. */
export const paperOf = (matter: Matter, layout: Layout, isSample = false): string => {
  const { locale, tell } = matter
  const number = numberOf(matter)
  const footer = filledIn(layout.footer, tell)
  const stamp = stampOf(matter, isSample)
  const name = `${filledIn(layout.title, tell)} ${number}`.trim()
  return html`${new Markup('<!doctype html>')}
<html lang="${locale === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>${name}</title>
<style>${styleOf({ paper: layout.paper, footer, number, page: paperWords.page[locale] })}</style></head>
<body class="${layout.paper}">${stamp !== '' && html`<div class="stamp">${stamp}</div>`}
${layout.blocks.map((one) => blockOf(matter, layout, one))}
${footer !== '' && html`<footer>${footer}</footer>`}</body></html>`.text
}
