import type { PaperSize } from '../../model/paper.ts'
import { cssString, Markup } from './html.ts'

interface Marks {
  readonly paper: PaperSize
  readonly footer: string
  readonly number: string
  /** `Page {page} of {pages}` */
  readonly page: string
}

const sizes: Readonly<Record<PaperSize, string>> = { A4: 'A4 portrait', A5: 'A5 landscape' }

/** `第 {page} 页` as the content of a margin box. */
const counted = (page: string): string =>
  page
    .split(/(\{pages?\})/)
    .filter((part) => part !== '')
    .map((part) => (part === '{page}' ? 'counter(page)' : part === '{pages}' ? 'counter(pages)' : cssString(part)))
    .join(' ')

const sheet = `
* { box-sizing: border-box; margin: 0; }
html { background: #fff; }
body { color: #111; font: 9.5pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", Arial, sans-serif; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.company { display: flex; gap: 5mm; align-items: center; padding-bottom: 2.5mm; border-bottom: 0.5mm solid #111; }
.company b { font-size: 13pt; line-height: 1.3; }
.company p { color: #444; font-size: 8pt; line-height: 1.45; }
.logo { flex: none; max-width: 45mm; padding: 1.5mm 3mm; border: 0.5mm solid #111; font-size: 13pt; font-weight: 700; line-height: 1.2; }
h1 { margin: 5mm 0 1mm; font-size: 18pt; font-weight: 700; letter-spacing: 0.15em; line-height: 1.3; text-align: center; text-indent: 0.15em; }
html[lang=en] h1 { letter-spacing: 0; text-indent: 0; }
h2 { margin: 4mm 0 1.5mm; font-size: 10pt; break-after: avoid; }
.number { margin-bottom: 3mm; color: #444; text-align: right; }
dl { break-inside: avoid; }
.facts { display: grid; grid-template-columns: 1fr 1fr; gap: 1mm 6mm; margin: 3mm 0; }
.facts div, .column div { display: flex; gap: 2mm; }
dt { flex: none; color: #444; }
.facts dt, .column dt { min-width: 18mm; }
html[lang=en] dl:not(.totals) dt { min-width: 23mm; }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; margin: 3mm 0; break-inside: avoid; }
.two h2 { margin-top: 0; }
.name { font-weight: 700; }
.lines { width: 100%; margin: 3mm 0; border-collapse: collapse; font-size: 9pt; line-height: 1.4; }
.lines thead { display: table-header-group; }
.lines tr { break-inside: avoid; }
.lines th, .lines td { padding: 1mm 1.6mm; border: 0.2mm solid #555; text-align: left; vertical-align: top; }
.lines th { background: #f0f0f0; font-weight: 700; white-space: nowrap; }
.lines .number, .lines .short, .lines .place { width: 1%; color: inherit; white-space: nowrap; overflow-wrap: normal; }
.lines .number { text-align: right; }
.lines .place { text-align: center; }
.lines td.long { min-width: 26mm; white-space: normal; overflow-wrap: anywhere; }
.lines small { display: block; color: #444; font-size: 8pt; }
.totals { display: flex; flex-wrap: wrap; gap: 1mm 8mm; justify-content: flex-end; margin: 2mm 0; }
.totals div { display: flex; gap: 2mm; }
.totals div:last-child dd { font-weight: 700; }
.words { margin: 2mm 0; padding: 1.5mm 2mm; border: 0.2mm solid #555; break-inside: avoid; }
.text { margin: 2mm 0; white-space: pre-wrap; }
.signatures { margin-top: 5mm; }
.signatures section { display: flex; flex-direction: column; min-height: 31mm; padding: 2mm; border: 0.2mm solid #555; }
.sign { display: flex; gap: 4mm; margin-top: auto; }
.sign span { flex: 1; padding-bottom: 1mm; border-bottom: 0.2mm solid #555; color: #444; }
.A5 h1 { margin: 2mm 0 0; font-size: 16pt; }
.A5 .number:not(td, th) { margin: -6mm 0 3mm; }
.A5 h2 { margin: 2mm 0 1mm; }
.A5 .two h2 { margin-top: 0; }
.A5 .facts, .A5 .lines, .A5 .totals { margin: 1.5mm 0; }
.A5 .signatures { margin-top: 3mm; }
.A5 .signatures section { min-height: 24mm; }
.stamp { position: fixed; top: 38%; left: 0; z-index: 1; width: 100%; color: #000; font-size: 72pt; font-weight: 700; line-height: 1; letter-spacing: 0.1em; opacity: 0.07; text-align: center; transform: rotate(-24deg); pointer-events: none; }
footer { margin-top: 6mm; padding-top: 2mm; border-top: 0.2mm solid #999; color: #444; font-size: 8pt; }
@media screen { body { position: relative; width: 210mm; min-height: 297mm; padding: 12mm; } body.A5 { min-height: 148mm; } .stamp { position: absolute; } }
@media print { footer { display: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`

/** The style of a sheet: its size, what stands in its margins on every page, and how its blocks look. */
export const styleOf = ({ paper, footer, number, page }: Marks): Markup => {
  const box = (at: string, content: string) => `@${at} { content: ${content}; color: #444; font: 8pt sans-serif; }`
  const margins = [
    box('bottom-center', counted(page)),
    ...(footer === '' ? [] : [box('bottom-left', cssString(footer))]),
    ...(number === '' ? [] : [box('bottom-right', cssString(number))]),
  ]
  return new Markup(`@page { size: ${sizes[paper]}; margin: 12mm 12mm 16mm; ${margins.join(' ')} }${sheet}`)
}
