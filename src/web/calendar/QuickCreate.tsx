import { Button, Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWebContext } from '../field.tsx'
import { openForm } from '../form-host.ts'
import { may, useObject } from '../meta.ts'
import { useWords } from '../words.ts'
import { calendarChanged, createItem } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import type { Times } from './moving.ts'
import { timesText } from './said.ts'

/** A title, and it is there: an event of the time chosen, or a task due at its beginning. */
export const QuickCreate = ({ times, onClose }: { readonly times: Times; readonly onClose: () => void }) => {
  const t = useWords(calendarWords)
  const context = useWebContext()
  const [title, setTitle] = useState('')
  const [busy, setBusy] = useState(false)
  const field = useRef<InputRef>(null)
  const box = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose
  const events = may(useObject('calendar-events'), 'create')
  const tasks = may(useObject('tasks'), 'create')
  useEffect(() => {
    // The popover measures itself first; only then can something in it be entered.
    const frame = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) close.current()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [])
  const save = async (object: 'calendar-events' | 'tasks') => {
    const named = title.trim()
    if (named === '' || busy) return field.current?.focus()
    setBusy(true)
    const isDone = await createItem(object, named, times)
    setBusy(false)
    if (isDone) onClose()
  }
  const more = () => {
    onClose()
    openForm({
      object: 'calendar-events',
      initial: { title: title.trim(), startsAt: times.at, endsAt: times.end, allDay: times.allDay },
      onSaved: () => void calendarChanged({ object: 'calendar-events' }),
    })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the form pass through here
    <div
      ref={box}
      className="gs-cal-quick"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Input
        ref={field}
        value={title}
        maxLength={200}
        placeholder={t('newTitle')}
        aria-label={t('newTitle')}
        onChange={(event) => setTitle(event.target.value)}
        onPressEnter={(event) => {
          if (!event.nativeEvent.isComposing) void save(events ? 'calendar-events' : 'tasks')
        }}
      />
      <p className="gs-muted">{timesText(times, context)}</p>
      <div className="gs-cal-quick-acts">
        {events && (
          <Button type="primary" size="small" loading={busy} onClick={() => void save('calendar-events')}>
            {t('saveEvent')}
          </Button>
        )}
        {tasks && (
          <Button size="small" onClick={() => void save('tasks')}>
            {t('asTask')}
          </Button>
        )}
        {events && (
          <Button type="link" size="small" onClick={more}>
            {t('details')}
          </Button>
        )}
      </div>
    </div>
  )
}
