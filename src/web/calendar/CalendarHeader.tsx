import { Button, Dropdown, Segmented, Select } from 'antd'
import { ChevronLeft, ChevronRight, Ellipsis, Plus, Rss, Upload } from 'lucide-react'
import { useState } from 'react'
import { dayWithWeekday } from '../../fields/date-time/day-words.tsx'
import { PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { may, useMe, useObject } from '../meta.ts'
import { useWords } from '../words.ts'
import { useCalendarPeople } from './calendar.data.ts'
import { calendarWords } from './calendar.words.ts'
import { type CalendarView, step } from './dates.ts'
import { FeedDialog } from './FeedDialog.tsx'
import { ImportDialog } from './ImportDialog.tsx'
import { monthsText, monthText } from './said.ts'
import { allKinds, type CalendarState, type Kind } from './use-calendar.ts'

const rangeText = ({ view, date, dates, context, today }: CalendarState, phone: boolean): string => {
  const { locale } = context
  if (view === 'month') return monthText(date, locale)
  if (view === 'day') return phone ? monthText(date, locale) : dayWithWeekday(date, today, locale)
  const [first = date, last = date] = [dates[0], dates[dates.length - 1]]
  return monthsText(first, last, locale)
}

/** Which days, whose, and how: and what is made or brought in from here. */
export const CalendarHeader = ({ state, onNew }: { readonly state: CalendarState; readonly onNew: () => void }) => {
  const t = useWords(calendarWords)
  const width = useWidth()
  const phone = width === 'phone'
  const { employee } = useMe()
  const people = useCalendarPeople()
  const events = useObject('calendar-events')
  const [dialog, setDialog] = useState<'feed' | 'import' | null>(null)
  const { view, date, setDate, setView } = state
  const options = people.map((one) => ({
    value: one.id,
    label: one.id === employee.id ? t('mine') : one.name,
    title: one.department?.name ?? '',
  }))
  const nav = (
    <div className="gs-cal-nav">
      <Button size="small" onClick={() => setDate(state.today)}>
        {t('today')}
      </Button>
      <button
        type="button"
        className="gs-plain gs-icon-button"
        aria-label={t('before')}
        onClick={() => setDate(step(phone && view === 'day' ? 'week' : view, date, -1))}
      >
        <ChevronLeft aria-hidden />
      </button>
      <button
        type="button"
        className="gs-plain gs-icon-button"
        aria-label={t('after')}
        onClick={() => setDate(step(phone && view === 'day' ? 'week' : view, date, 1))}
      >
        <ChevronRight aria-hidden />
      </button>
      {!phone && (
        <span className="gs-cal-range" aria-live="polite">
          {rangeText(state, phone)}
        </span>
      )}
    </div>
  )
  return (
    <>
      <PageHeader
        title={phone ? rangeText(state, phone) : t('title')}
        name={t('title')}
        {...(phone ? {} : { tabs: nav })}
        actions={
          <>
            {people.length > 1 && !phone && (
              <Select
                mode="multiple"
                size="small"
                className="gs-cal-people"
                aria-label={t('people')}
                placeholder={t('mine')}
                maxTagCount="responsive"
                maxCount={20}
                optionFilterProp="label"
                value={[...state.people]}
                onChange={(ids: string[]) => state.setPeople(ids)}
                options={options}
              />
            )}
            {!phone && (
              <Segmented<CalendarView>
                size="small"
                aria-label={t('view')}
                value={view}
                onChange={setView}
                options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(value) }))}
              />
            )}
            {may(events, 'create') && (
              <Button
                type={phone ? 'text' : 'default'}
                icon={<Plus aria-hidden />}
                onClick={onNew}
                aria-label={t('create')}
              >
                {phone ? null : t('create')}
                {width === 'wide' && <kbd className="gs-kbd">N</kbd>}
              </Button>
            )}
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'import', icon: <Upload size={14} aria-hidden />, label: t('importFile') },
                  { key: 'feed', icon: <Rss size={14} aria-hidden />, label: t('subscribe') },
                ].filter((item) => item.key !== 'import' || may(events, 'create')),
                onClick: ({ key }) => setDialog(key as 'feed' | 'import'),
              }}
            >
              <button type="button" className="gs-plain gs-icon-button" aria-label={t('more')}>
                <Ellipsis aria-hidden />
              </button>
            </Dropdown>
          </>
        }
      />
      {phone && (
        <div className="gs-cal-phone-nav">
          {nav}
          <Segmented<CalendarView>
            size="small"
            aria-label={t('view')}
            value={view}
            onChange={setView}
            options={(['day', 'week', 'month'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </div>
      )}
      <fieldset className="gs-cal-kinds" aria-label={t('show')}>
        {allKinds.map((kind) => (
          <KindToggle key={kind} kind={kind} state={state} />
        ))}
        {state.people.length > 1 && (
          <span className="gs-cal-legend">
            {state.people.map((id, at) => (
              <span key={id}>
                <i style={{ background: `var(--gs-series-${(at % 8) + 1})` }} aria-hidden />
                {id === employee.id ? t('mine') : (people.find((one) => one.id === id)?.name ?? '')}
              </span>
            ))}
          </span>
        )}
        {phone && people.length > 1 && (
          <Select
            size="small"
            className="gs-cal-people is-phone"
            aria-label={t('people')}
            value={state.people[0] ?? employee.id}
            onChange={(id: string) => state.setPeople(id === employee.id ? [] : [id])}
            options={options}
          />
        )}
      </fieldset>
      {dialog === 'feed' && <FeedDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
    </>
  )
}

const KindToggle = ({ kind, state }: { readonly kind: Kind; readonly state: CalendarState }) => {
  const t = useWords(calendarWords)
  const isOn = state.shown.includes(kind)
  const next = isOn ? state.shown.filter((one) => one !== kind) : [...state.shown, kind]
  return (
    <button
      type="button"
      className={`gs-plain gs-cal-kind is-${kind} ${isOn ? 'is-on' : ''}`}
      aria-pressed={isOn}
      onClick={() => state.setShown(next)}
    >
      <span className={`gs-cal-dot is-${kind}`} aria-hidden />
      {t(kind)}
    </button>
  )
}
