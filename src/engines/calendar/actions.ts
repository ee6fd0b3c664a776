import { boolean } from '../../fields/boolean/boolean.ts'
import { choice } from '../../fields/choice/choice.ts'
import { dateTime } from '../../fields/date-time/date-time.ts'
import { longText } from '../../fields/long-text/long-text.ts'
import { text } from '../../fields/text/text.ts'
import type { Kernel, Undoer } from '../../kernel/kernel.ts'
import type { ActionHandler, ActionOutcome, ActionScope, UndoPlan } from '../../kernel/records/parts.ts'
import { create, move, single, update } from '../../kernel/records/write.ts'
import { type ActionDef, defineAction } from '../../model/action.ts'
import { conflict, fault, invalid } from '../../model/errors.ts'
import type { Json, Row } from '../../model/label.ts'
import { label } from '../../model/label.ts'
import { cancelOccurrence, type Edited, editOccurrence, type Reach } from './edit.ts'
import { isRecurring, seriesOf } from './series.ts'

const which = {
  occurrence: text({ zh: '哪一次', en: 'Occurrence', required: true, max: 30 }),
  reach: choice({
    zh: '范围',
    en: 'Reach',
    default: 'one',
    options: [
      { key: 'one', zh: '只这一次', en: 'This one' },
      { key: 'following', zh: '这一次和以后', en: 'This and following' },
      { key: 'all', zh: '全部', en: 'All' },
    ],
  }),
}

/** What people do to single occurrences of an event that recurs. */
export const calendarActions = (object: string): readonly ActionDef[] => [
  defineAction(object, 'edit-occurrence', label('改其中一次', 'Edit occurrence'), {
    input: {
      ...which,
      startsAt: dateTime({ zh: '开始', en: 'Starts' }),
      endsAt: dateTime({ zh: '结束', en: 'Ends' }),
      allDay: boolean({ zh: '全天', en: 'All day' }),
      title: text({ zh: '标题', en: 'Title', max: 200 }),
      location: text({ zh: '地点', en: 'Location', max: 300 }),
      description: longText({ zh: '说明', en: 'Description', max: 20000 }),
    },
    when: {},
    within: 'update',
    bulk: false,
    hidden: true,
    icon: 'calendar-clock',
  }),
  defineAction(object, 'cancel-occurrence', label('取消其中一次', 'Cancel occurrence'), {
    input: which,
    when: {},
    within: 'update',
    bulk: false,
    hidden: true,
    icon: 'calendar-x',
  }),
]

/** The behaviour behind `calendarActions`, each with its way back. */
export const calendarHandlers = (kernel: () => Kernel, object: string): readonly ActionHandler[] => {
  const zone = () => kernel().clock.timeZone
  const [edit, cancel] = calendarActions(object) as [ActionDef, ActionDef]
  return [
    {
      def: edit,
      run: (scope, rows, { occurrence, reach, ...values }) => {
        const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
        for (const name of ['title', 'startsAt', 'endsAt', 'allDay'])
          if (given[name] === null) throw invalid([fault(name, 'required', '不能为空', 'It cannot be empty')])
        if (Object.keys(given).length === 0)
          throw invalid([fault('title', 'required', '说明要改什么', 'Say what is to change')])
        return each(kernel(), scope, rows, edit.name, (row) =>
          editOccurrence(seriesOf(row, zone()), String(occurrence), reach as Reach, given),
        )
      },
    },
    {
      def: cancel,
      run: (scope, rows, { occurrence, reach }) =>
        each(kernel(), scope, rows, cancel.name, (row) =>
          cancelOccurrence(seriesOf(row, zone()), String(occurrence), reach as Reach),
        ),
    },
  ]
}

const each = async (
  kernel: Kernel,
  scope: ActionScope,
  rows: readonly Row[],
  cause: string,
  edited: (row: Row) => Edited,
): Promise<ActionOutcome[]> => {
  const outcomes: ActionOutcome[] = []
  for (const row of rows) outcomes.push(await writeEdited(kernel, scope, row, cause, edited(row)))
  return outcomes
}

const restored = ['startsAt', 'endsAt', 'allDay', 'recurrence', 'excluded', 'added', 'overrides', 'title', 'location']

/** Writes what an edit comes to: the series, and the second one it was split into. */
const writeEdited = async (
  kernel: Kernel,
  { context, object }: ActionScope,
  row: Row,
  cause: string,
  edited: Edited,
): Promise<ActionOutcome> => {
  if (!edited.ok) return edited
  const id = String(row.id)
  if (edited.values === null) {
    const [gone] = await move(kernel, context, object, 'delete', [{ id }], { cause, noUndo: true })
    if (gone !== undefined && 'refusal' in gone) return { ok: false, refusal: gone.refusal }
    return { ok: true, undo: { kind: 'restore', payload: { object: object.path, id } } }
  }
  const [written] = await update(kernel, context, object, [{ id, values: edited.values }], {
    cause,
    noUndo: true,
    trusted: true,
  })
  if (written !== undefined && 'refusal' in written) return { ok: false, refusal: written.refusal }
  const payload = {
    object: object.path,
    id,
    version: (written?.row.version ?? null) as Json,
    values: Object.fromEntries([...restored, 'description'].map((name) => [name, row[name] ?? null])) as Json,
  }
  if (edited.second === null) return { ok: true, undo: { kind: 'update', payload } }
  const second = single(
    await create(kernel, context, object, [{ ...copied(row), ...edited.second }], {
      cause,
      noUndo: true,
      trusted: true,
    }),
  )
  const undo: UndoPlan = {
    kind: 'calendar-split',
    payload: { ...payload, secondId: String(second.row.id), secondVersion: (second.row.version ?? null) as Json },
  }
  return { ok: true, undo, answer: { second: { id: second.row.id ?? null } } }
}

const shared = [
  'title',
  'location',
  'description',
  'customerId',
  'contactId',
  'participantIds',
  'isPrivate',
  'reminderMinutes',
  'timeZone',
  'ownerId',
  'departmentId',
]

const copied = (row: Row): Row => Object.fromEntries(shared.map((name) => [name, row[name] ?? null]))

/** Puts a split series together again, unless either half was changed since. */
export const calendarUndoers = (kernel: () => Kernel): Readonly<Record<string, Undoer>> => ({
  'calendar-split': async (context, payload) => {
    const { object, id, version, values, secondId, secondVersion } = payload as {
      object: string
      id: string
      version: number
      values: Row
      secondId: string
      secondVersion: number
    }
    const events = kernel().registry().objects.get(object)!
    const outcomes = [
      ...(await move(kernel(), context, events, 'delete', [{ id: secondId, version: secondVersion }], {
        trusted: true,
        cause: 'undo',
      })),
      ...(await update(kernel(), context, events, [{ id, values, version }], { trusted: true, cause: 'undo' })),
    ]
    if (outcomes.some((outcome) => 'refusal' in outcome))
      throw conflict('undo_expired', '之后又有人改过，不能撤销', 'It was changed since; this cannot be undone')
  },
})

/** Whether single occurrences of it can be spoken of. */
export const recurs = (row: Row, zone: string): boolean => isRecurring(seriesOf(row, zone))
