/** The two languages the product speaks; zh is the first, en is complete. */
export type Locale = 'zh' | 'en'

/** A word or sentence in both languages. Every text a person can read is one of these. */
export interface Label {
  readonly zh: string
  readonly en: string
}

export const label = (zh: string, en: string): Label => ({ zh, en })

/** Values that survive `JSON.parse(JSON.stringify(x))`; definitions, filters and records are made of them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined }
export type JsonObject = { readonly [key: string]: Json | undefined }

/** One row as the API shows it: camelCase names, ISO times, money as decimal text. */
export type Row = Record<string, Json | undefined>

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value says nothing: none, an empty text, an empty list. */
export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
