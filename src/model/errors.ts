import { type Label, type Locale, label } from './label.ts'

/** One wrong value: where it stands (a dotted path into the request), a stable code, and a sentence. */
export interface Fault {
  readonly path: string
  readonly code: string
  readonly message: Label
}

/** What was refused and why. Everything a caller can cause is a Refusal; anything else is a defect and answers 500. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: Label,
    readonly more: {
      /** The rule that refused: a name, or a policy article, for the person to look up. */
      readonly rule?: string
      readonly errors?: readonly Fault[]
      /** Further members of the problem document, e.g. `current` of a version conflict. */
      readonly members?: Readonly<Record<string, unknown>>
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ) {
    // A refusal is an answer, not a defect: nobody reads its stack, and capturing it costs ten times the rest.
    const depth = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(`${code}: ${detail.en}`)
    Error.stackTraceLimit = depth
  }
}

const titles: Record<number, Label> = {
  400: label('请求格式不对', 'Malformed request'),
  401: label('未登录', 'Not signed in'),
  403: label('不允许', 'Not allowed'),
  404: label('找不到', 'Not found'),
  405: label('方法不对', 'Method not allowed'),
  409: label('现在不能这样做', 'Not possible now'),
  412: label('记录已被改动', 'The record has changed'),
  413: label('内容太大', 'Too large'),
  415: label('内容类型不对', 'Unsupported content type'),
  416: label('没有这一段', 'No such range'),
  422: label('有些值不对', 'Some values are not right'),
  423: label('已加锁', 'Locked'),
  429: label('太频繁', 'Too many'),
  500: label('系统出错', 'Something went wrong'),
  503: label('暂时不可用', 'Not available now'),
}

/** The problem document (RFC 9457) of a refusal in one language. */
export const toProblem = (refusal: Refusal, locale: Locale): Record<string, unknown> => ({
  type: `urn:greensea:problem:${refusal.code}`,
  title: (titles[refusal.status] ?? titles[500]!)[locale],
  status: refusal.status,
  code: refusal.code,
  detail: refusal.detail[locale],
  ...(refusal.more.rule === undefined ? {} : { rule: refusal.more.rule }),
  ...(refusal.more.errors === undefined
    ? {}
    : { errors: refusal.more.errors.map((e) => ({ path: e.path, code: e.code, message: e.message[locale] })) }),
  ...refusal.more.members,
})

export const malformed = (code: string, zh: string, en: string) => new Refusal(400, code, label(zh, en))
export const notSignedIn = (code = 'not_signed_in', zh = '请先登录', en = 'Sign in first') =>
  new Refusal(401, code, label(zh, en))
export const forbidden = (code: string, zh: string, en: string, rule?: string) =>
  new Refusal(403, code, label(zh, en), rule === undefined ? {} : { rule })
/** What you may not see looks absent. */
export const notFound = () =>
  new Refusal(404, 'not_found', label('没有这条记录，或你看不到它', 'It is not there, or you cannot see it'))
export const conflict = (code: string, zh: string, en: string, members?: Record<string, unknown>) =>
  new Refusal(409, code, label(zh, en), members === undefined ? {} : { members })
export const versionConflict = (current: unknown) =>
  new Refusal(
    412,
    'version_conflict',
    label(
      '这条记录在你打开之后被改过，请对照后再保存',
      'This record was changed after you opened it; compare and save again',
    ),
    { members: { current } },
  )
export const tooMany = (code: string, zh: string, en: string, members?: Record<string, unknown>) =>
  new Refusal(429, code, label(zh, en), members === undefined ? {} : { members })

export const fault = (path: string, code: string, zh: string, en: string): Fault => ({
  path,
  code,
  message: { zh, en },
})

/** 422 with every wrong value named; the first one is the detail. */
export const invalid = (errors: readonly Fault[]) =>
  new Refusal(422, errors.length === 1 ? errors[0]!.code : 'invalid', detailOf(errors), { errors })

const detailOf = (errors: readonly Fault[]): Label => {
  const first = errors[0]
  if (first === undefined) return label('有些值不对', 'Some values are not right')
  const more = errors.length - 1
  return more === 0
    ? first.message
    : label(`${first.message.zh}（另有 ${more} 处）`, `${first.message.en} (and ${more} more)`)
}
