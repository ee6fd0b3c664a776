import type { Json, Row } from '../../model/label.ts'
import type { Identity } from '../../model/object.ts'
import { type CompanyName, companyName } from './names/company.ts'
import { type PersonName, personName } from './names/person.ts'

/** Who a record says it is, taken apart once for comparison. Values are folded: the same however they are written. */
export interface Facts {
  readonly kind: Identity['kind']
  /** Names of a company: its own, short and former ones. */
  readonly names: readonly CompanyName[]
  readonly person: PersonName | undefined
  /** Of a person: the company, by id. */
  readonly companyId: string | null
  readonly codes: readonly string[]
  readonly idCards: readonly string[]
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  /** Domains of its own, of website and mailboxes; those of free mail are nobody's. */
  readonly sites: readonly string[]
  /** As it was written: taken apart only where it is compared. */
  readonly address: string
  readonly groupId: string | null
  readonly placeId: string | null
}

const freeMail =
  /^(?:qq|163|126|139|189|wo|sina|sohu|foxmail|aliyun|yeah|tom|21cn|gmail|hotmail|outlook|live|msn|yahoo|icloud|me|proton)\.|^vip\.(?:qq|163|126|sina)\./

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')

/** The texts of a field: one, or those of a list of labelled values. */
export const textsOf = (row: Readonly<Row>, names: readonly string[] | undefined): string[] =>
  (names ?? []).flatMap((name) => {
    const value = row[name]
    const all = Array.isArray(value) ? value : [value]
    return all
      .map((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? text(one.value) : text(one)))
      .filter((one) => one.trim() !== '')
  })

const compact = (written: string): string =>
  written
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}]+/gu, '')
    .slice(0, 60)

/** `https://www.Example.com/a` -> `example.com`. */
const domainOf = (written: string): string => {
  const host = written
    .normalize('NFKC')
    .toLowerCase()
    .trim()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^www\d?\./, '')
    .split(/[/?#:]/)[0]!
  return /^[^\s@]+\.[^\s@.]{2,}$/.test(host) ? host : ''
}

const distinct = (values: readonly string[]): string[] => [...new Set(values.filter((value) => value !== ''))]

/**
 * What a row says about who it is. `companyText` is the company's name, where a person belongs to one.
 * Any values will do, also those that no field would take.
 */
export const factsOf = (identity: Identity, row: Readonly<Row>, companyText = ''): Facts => {
  const name = text(row[identity.name])
  const aliases = textsOf(row, identity.aliases)
  const emails = distinct(textsOf(row, identity.emails).map((one) => one.normalize('NFKC').toLowerCase().trim()))
  const domains = emails.map((email) => email.slice(email.lastIndexOf('@') + 1)).filter((one) => !freeMail.test(one))
  return {
    kind: identity.kind,
    names: identity.kind === 'company' ? distinct([name, ...aliases]).map(companyName) : [],
    person: identity.kind === 'person' ? personName(name, companyText) : undefined,
    companyId: identity.company === undefined ? null : text(row[identity.company]) || null,
    codes: distinct(textsOf(row, identity.codes).map(compact)),
    idCards: distinct(textsOf(row, identity.idCards).map(compact)),
    phones: distinct(textsOf(row, identity.phones).map((one) => one.normalize('NFKC').replace(/\s/g, ''))),
    emails,
    sites: distinct([...textsOf(row, identity.sites), ...domains].map(domainOf)).filter((one) => !freeMail.test(one)),
    address: identity.address === undefined ? '' : text(row[identity.address]).trim().slice(0, 300),
    groupId: identity.group === undefined ? null : text(row[identity.group]) || null,
    placeId: identity.place === undefined ? null : text(row[identity.place]) || null,
  }
}

/** A mainland mobile number: one person's own, whereas a landline is a switchboard's. */
export const isMobile = (phone: string): boolean => /^1[3-9]\d{9}$/.test(phone)
