import sql from 'sql-template-tag'
import type { Queryable } from '../../kernel/database/database.ts'
import { isId, newId } from '../../kernel/ids.ts'
import type { Engine, Kernel } from '../../kernel/kernel.ts'
import type { Context } from '../../kernel/principal.ts'
import { rowsOf } from '../../kernel/records/read.ts'
import { hidesNumbers, viewOf } from '../../kernel/records/view.ts'
import { create, inTransaction, single } from '../../kernel/records/write.ts'
import { fault, forbidden, invalid, notFound } from '../../model/errors.ts'
import { isObject, type Row } from '../../model/label.ts'
import { maskNumbersIn } from '../../model/mask.ts'
import type { CompiledObject } from '../../model/registry.ts'

const schema = `
CREATE TABLE IF NOT EXISTS comments (
  id uuid PRIMARY KEY, object text NOT NULL, record_id uuid NOT NULL, content text NOT NULL, mention_ids uuid[] NOT NULL DEFAULT '{}',
  author_id uuid NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, version int NOT NULL DEFAULT 1);
ALTER TABLE comments ADD COLUMN IF NOT EXISTS instruction_id uuid, ADD COLUMN IF NOT EXISTS acknowledged_at timestamptz;
CREATE INDEX IF NOT EXISTS comments_record ON comments (object, record_id, id);
`

interface Stored {
  readonly id: string
  readonly object: string
  readonly recordId: string
  readonly content: string
  readonly mentionIds: readonly string[]
  readonly authorId: string
  readonly createdAt: string
  readonly updatedAt: string
  readonly instructionId: string | null
  readonly acknowledgedAt: string | null
}

const columns = sql`instruction_id AS "instructionId", acknowledged_at AS "acknowledgedAt", id, object, record_id AS "recordId", content, mention_ids AS "mentionIds", author_id AS "authorId", created_at AS "createdAt", updated_at AS "updatedAt"`

/** A comment as one person sees it: its author edits and deletes, the record's owner may delete (O3, O5). */
const present = (kernel: Kernel, context: Context, stored: Stored, record: Readonly<Row>, hidden: boolean): Row => {
  const me = context.principal.employeeId
  const mine = stored.authorId === me
  const { people } = kernel.directory()
  return {
    id: stored.id,
    object: stored.object,
    recordId: stored.recordId,
    content: hidden ? maskNumbersIn(stored.content) : stored.content,
    mentionIds: stored.mentionIds,
    mentions: stored.mentionIds.map((id) => ({ id, name: people.get(id)?.name ?? null })),
    by: { id: stored.authorId, name: people.get(stored.authorId)?.name ?? null },
    createdById: stored.authorId,
    at: stored.createdAt,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    instruction:
      stored.instructionId === null
        ? null
        : {
            id: stored.instructionId,
            acknowledgedAt: stored.acknowledgedAt,
            can: { acknowledge: record.ownerId === me && stored.acknowledgedAt === null },
          },
    edited: stored.updatedAt !== stored.createdAt,
    can: { update: mine, delete: mine || (record.ownerId === me && stored.instructionId === null) },
  }
}

const parseComment = (kernel: Kernel, body: unknown): { content: string; mentionIds: string[] } => {
  const faults = []
  const content = isObject(body) && typeof body.content === 'string' ? body.content.trim() : ''
  const parsed = kernel
    .registry()
    .fieldTypes.get('longText')!
    .parse(content, { type: 'longText', zh: '评论', en: 'Comment', max: 5000 })
  if (content === '') faults.push(fault('content', 'required', '写点什么', 'Write something'))
  else if (!parsed.ok) faults.push({ path: 'content', code: parsed.code, message: parsed.message })
  const mentions = isObject(body) && body.mentionIds !== undefined && body.mentionIds !== null ? body.mentionIds : []
  const ids = Array.isArray(mentions) ? [...new Set(mentions.map(String))] : []
  if (!Array.isArray(mentions) || ids.length > 50 || !ids.every((id) => kernel.directory().people.has(id)))
    faults.push(fault('mentionIds', 'unknown_reference', '提到的人不存在', 'Somebody mentioned is not there'))
  if (faults.length > 0) throw invalid(faults)
  return { content: parsed.ok ? String(parsed.value) : content, mentionIds: ids }
}

const recordOf = async (kernel: Kernel, context: Context, object: CompiledObject, id: string): Promise<Row> => {
  const [row] = object.def.traits.commentable === true && isId(id) ? await rowsOf(kernel, context, object, [id]) : []
  if (row === undefined) throw notFound()
  return row
}

export const listComments = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
): Promise<Row[]> => {
  const record = await recordOf(kernel, context, object, id)
  const { rows } = await kernel.db.query<Stored>(
    sql`SELECT ${columns} FROM comments WHERE object = ${object.path} AND record_id = ${id} ORDER BY id LIMIT 500`,
  )
  const hidden = hidesNumbers(viewOf(kernel, context, object), record)
  return rows.map((stored) => present(kernel, context, stored, record, hidden))
}

/** Comments of many records at once, as the view reads those, for a timeline; the caller has checked that they may be seen. */
export const commentsOn = async (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  records: readonly Readonly<Row>[],
): Promise<Map<string, Row[]>> => {
  const view = viewOf(kernel, context, object)
  const byId = new Map(records.map((record) => [String(record.id), record]))
  const { rows } = await kernel.db.query<Stored>(
    sql`SELECT ${columns} FROM comments WHERE object = ${object.path} AND record_id = ANY(${[...byId.keys()]}::uuid[]) ORDER BY id`,
  )
  const found = new Map<string, Row[]>()
  for (const stored of rows) {
    const record = byId.get(stored.recordId)!
    found.set(stored.recordId, [
      ...(found.get(stored.recordId) ?? []),
      present(kernel, context, stored, record, hidesNumbers(view, record)),
    ])
  }
  return found
}

/** A key that only reads writes no comments either: its scope is `<object>:comment`. */
const checkKey = ({ principal }: Context, object: string) => {
  if (principal.mayKey !== null && !principal.mayKey(object, 'comment'))
    throw forbidden(
      'no_right',
      'API 密钥的权限范围不包括评论',
      'The scopes of the API key do not include comments',
      `${object}.comment`,
    )
}

export const addComment = (
  kernel: Kernel,
  context: Context,
  object: CompiledObject,
  id: string,
  body: unknown,
): Promise<Row> =>
  inTransaction(kernel, context, async (inside) => {
    const record = await recordOf(kernel, inside, object, id)
    checkKey(inside, object.path)
    const { content, mentionIds } = parseComment(kernel, body)
    const commentId = newId()
    const instructionId =
      isObject(body) && body.instruction === true
        ? await instruct(kernel, inside, { object, record, content, commentId })
        : null
    const { rows } =
      await inside.tx.query<Stored>(sql`INSERT INTO comments (id, object, record_id, content, mention_ids, author_id, created_at, updated_at, instruction_id)
      VALUES (${commentId}, ${object.path}, ${id}, ${content}, ${mentionIds}::uuid[], ${inside.principal.employeeId}, ${inside.now}, ${inside.now}, ${instructionId}) RETURNING ${columns}`)
    await note(inside, object.path, id, 'comment', {
      commentId,
      mentionIds,
      content: content.slice(0, 200),
      isInstruction: instructionId !== null,
    })
    return present(kernel, inside, rows[0]!, record, false)
  })

/** 批示 (E4): of a superior to whoever owns the record, to be acknowledged; answers its id. */
const instruct = async (
  kernel: Kernel,
  context: Context & { tx: NonNullable<Context['tx']> },
  { object, record, content, commentId }: { object: CompiledObject; record: Row; content: string; commentId: string },
): Promise<string> => {
  const { ownerId } = record
  if (typeof ownerId !== 'string' || !context.principal.subordinateIds.includes(ownerId))
    throw forbidden('not_yours', '只能批示下属的记录', 'You can instruct on the records of your own people only', 'E4')
  const target = [...kernel.registry().objects.values()].find((one) => one.def.traits.instruction !== undefined)
  if (target === undefined) throw notFound()
  const names = target.def.traits.instruction!
  const aboutTo = target.fields.get(names.about)!.def.to
  const reference = [...object.fields.values()].find(
    (field) => field.def.type === 'reference' && field.def.to === aboutTo,
  )
  const about = object.path === aboutTo ? record.id : reference === undefined ? null : record[reference.name]
  const [made] = await create(
    kernel,
    context,
    target,
    [
      {
        ownerId,
        [names.about]: about ?? null,
        [names.object]: object.path,
        [names.record]: record.id,
        [names.content]: content,
        [names.comment]: commentId,
      },
    ],
    { trusted: true, noUndo: true },
  )
  return String(single([made!]).row.id)
}

/** That an instruction was taken note of stands at its comment as well. */
export const acknowledgeComment = async (tx: Queryable, commentId: string, at: string): Promise<void> => {
  await tx.query(sql`UPDATE comments SET acknowledged_at = ${at} WHERE id = ${commentId}`)
}

const note = async (
  context: Context & { tx: NonNullable<Context['tx']> },
  object: string,
  id: string,
  action: string,
  payload: Row,
) => {
  await context.tx.query(sql`WITH a AS (INSERT INTO audit_entries (id, at, object, record_id, actor_id, action, changes, request_id, via)
      VALUES (${newId()}, ${context.now}, ${object}, ${id}, ${context.principal.employeeId}, ${action}, ${JSON.stringify([{ field: 'comment', from: null, to: payload.commentId ?? null }])}::jsonb, ${context.requestId}, ${context.via}))
    INSERT INTO outbox (object, record_id, event, payload, actor_id, at) VALUES (${object}, ${id}, ${action}, ${JSON.stringify(payload)}::jsonb, ${context.principal.employeeId}, ${context.now})`)
}

const oneOf = async (
  kernel: Kernel,
  context: Context & { tx: NonNullable<Context['tx']> },
  id: string,
): Promise<{ stored: Stored; record: Row; object: CompiledObject }> => {
  if (!isId(id)) throw notFound()
  const { rows } = await context.tx.query<Stored>(sql`SELECT ${columns} FROM comments WHERE id = ${id} FOR UPDATE`)
  const stored = rows[0]
  const object = stored === undefined ? undefined : kernel.registry().objects.get(stored.object)
  if (stored === undefined || object === undefined) throw notFound()
  const record = await recordOf(kernel, context, object, stored.recordId)
  checkKey(context, object.path)
  return { stored, object, record }
}

export const editComment = (kernel: Kernel, context: Context, id: string, body: unknown): Promise<Row> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, record } = await oneOf(kernel, inside, id)
    if (stored.authorId !== inside.principal.employeeId)
      throw forbidden('not_yours', '只能修改自己的评论', 'You can edit your own comments only', 'O3')
    const { content, mentionIds } = parseComment(
      kernel,
      isObject(body) ? { mentionIds: stored.mentionIds, ...body } : body,
    )
    const { rows } = await inside.tx.query<Stored>(
      sql`UPDATE comments SET content = ${content}, mention_ids = ${mentionIds}::uuid[], updated_at = ${inside.now}, version = version + 1 WHERE id = ${id} RETURNING ${columns}`,
    )
    const fresh = mentionIds.filter((one) => !stored.mentionIds.includes(one))
    await note(inside, stored.object, stored.recordId, 'edit-comment', {
      commentId: id,
      mentionIds: fresh,
      content: content.slice(0, 200),
    })
    return present(kernel, inside, rows[0]!, record, false)
  })

export const deleteComment = (kernel: Kernel, context: Context, id: string): Promise<void> =>
  inTransaction(kernel, context, async (inside) => {
    const { stored, record } = await oneOf(kernel, inside, id)
    const me = inside.principal.employeeId
    if (stored.authorId !== me && record.ownerId !== me)
      throw forbidden(
        'not_yours',
        '只有作者和负责人能删除评论',
        'Only its author and the owner of the record can delete a comment',
        'O5',
      )
    // What has to be acknowledged does not go away by the hand it was given to (E4).
    if (stored.authorId !== me && stored.instructionId !== null)
      throw forbidden(
        'not_yours',
        '批示只能由写的人删除；看过了请确认，可以回复',
        'Only its author can delete an instruction; acknowledge it, with a reply if you like',
        'E4',
      )
    await inside.tx.query(sql`DELETE FROM comments WHERE id = ${id}`)
    await note(inside, stored.object, stored.recordId, 'delete-comment', { commentId: id })
  })

/** Purging a record takes its comments; the recycle bin keeps them (O4). */
export const commentsEngine: Engine = {
  name: 'comments',
  schema,
  hangs: ['comments'],
  hooks: [
    {
      stage: 'write',
      applies: () => true,
      run: async ({ object, tx }, changes) => {
        const purged = changes.filter((change) => change.kind === 'purge').map((change) => change.id)
        if (purged.length > 0)
          await tx.query(sql`DELETE FROM comments WHERE object = ${object.path} AND record_id = ANY(${purged}::uuid[])`)
      },
    },
  ],
}
