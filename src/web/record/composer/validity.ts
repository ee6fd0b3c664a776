/** What the published policy counts as a valid follow-up. */
export interface ValidFollowUp {
  readonly kinds?: readonly string[]
  readonly minLength?: number
  readonly genericTexts?: readonly string[]
  readonly minCallSeconds?: number
}

export type Validity =
  | { readonly valid: true }
  | { readonly valid: false; readonly why: 'kind' | 'generic' | 'short'; readonly lacking: number }

const bare = (text: string): string => text.replace(/[\s\p{P}]/gu, '').toLowerCase()

/** Whether what is being written will count, before it is saved; the server has the last word. */
export const validityOf = (content: string, kind: string, rule: ValidFollowUp): Validity => {
  if (rule.kinds !== undefined && !rule.kinds.includes(kind)) return { valid: false, why: 'kind', lacking: 0 }
  const text = bare(content)
  if ((rule.genericTexts ?? []).some((generic) => bare(generic) === text))
    return { valid: false, why: 'generic', lacking: 0 }
  const lacking = (rule.minLength ?? 0) - [...content.trim()].length
  return lacking > 0 ? { valid: false, why: 'short', lacking } : { valid: true }
}
