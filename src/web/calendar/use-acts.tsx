import { Modal, Radio } from 'antd'
import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { useWebContext } from '../field.tsx'
import { showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { asMoved, type CalendarItem, keyOfItem, moveItem, type Reach, removeItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { stepped, type Times } from './moving.ts'
import { timesText } from './said.ts'

interface Asked {
  readonly title: string
  readonly run: (reach: Reach) => void
}

/** What is done to items of the calendar; where it is not plain which occurrences are meant, it is asked. */
export interface ItemActs {
  readonly keyOf: (item: CalendarItem) => string
  readonly openKey: string | null
  readonly show: (item: CalendarItem | null) => void
  readonly drop: (item: CalendarItem, times: Times, mode: 'move' | 'stretch') => void
  readonly step: (item: CalendarItem, by: { days?: number; minutes?: number; end?: number }) => void
  readonly remove: (item: CalendarItem) => void
  /** On another day it is another element of the page: the focus goes along, so that the next step finds it. */
  readonly takesFocus: (item: CalendarItem) => boolean
  /** Whose it is, when several calendars are looked at together. */
  readonly colour: (item: CalendarItem) => CSSProperties
}

/** So long after a step by keys, in milliseconds, an item that is drawn anew takes the focus nobody else has. */
const patience = 15_000

export const useActs = (people: readonly string[]): { readonly acts: ItemActs; readonly dialog: ReactNode } => {
  const t = useWords(calendarWords)
  const context = useWebContext()
  const [openKey, setOpenKey] = useState<string | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [reach, setReach] = useState<Reach>('one')
  const moving = useRef({ key: '', until: 0 })
  const ask = (title: string, run: (reach: Reach) => void) => {
    setReach('one')
    setAsked({ title, run })
  }
  const put = (item: CalendarItem, times: Times, mode: 'move' | 'stretch') => {
    if (!item.can.move) return showToast({ tone: 'failed', text: t('cannotMove') })
    const title = item.title ?? t('untitled')
    const said = t(mode === 'move' ? 'moved' : 'resized', { title, when: timesText(times, context) })
    const run = (chosen?: Reach) => void moveItem(item, times, said, chosen)
    if (item.recurring) ask(t('whichMove'), run)
    else run()
  }
  const acts: ItemActs = {
    keyOf: keyOfItem,
    openKey,
    show: (item) => setOpenKey(item === null ? null : keyOfItem(item)),
    drop: put,
    step: (item, by) => {
      // What is due is a moment, and has no length.
      if (by.end !== undefined && item.kind !== 'event') return
      put(item, stepped(asMoved(item), by, context.timeZone), by.end === undefined ? 'move' : 'stretch')
      moving.current = { key: keyOfItem(item), until: performance.now() + patience }
    },
    takesFocus: (item) => {
      const { key, until } = moving.current
      return key === keyOfItem(item) && performance.now() < until
    },
    remove: (item) => {
      setOpenKey(null)
      if (item.occurrence === null) void removeItem(item)
      else ask(t('whichDelete'), (chosen) => void removeItem(item, chosen))
    },
    colour: (item) => {
      if (people.length < 2) return {}
      const at = people.findIndex((id) => item.employeeIds.includes(id))
      return { '--gs-cal-ink': `var(--gs-series-${(Math.max(0, at) % 8) + 1})` } as CSSProperties
    },
  }
  const dialog = (
    <Modal
      open={asked !== null}
      title={asked?.title}
      onCancel={() => setAsked(null)}
      onOk={() => {
        asked?.run(reach)
        setAsked(null)
      }}
      cancelText={t('cancel')}
      width={380}
      destroyOnHidden
    >
      <Radio.Group
        className="gs-cal-reach"
        value={reach}
        onChange={(event) => setReach(event.target.value as Reach)}
        options={[
          { value: 'one', label: t('reachOne') },
          { value: 'following', label: t('reachFollowing') },
          { value: 'all', label: t('reachAll') },
        ]}
      />
    </Modal>
  )
  return { acts, dialog }
}
