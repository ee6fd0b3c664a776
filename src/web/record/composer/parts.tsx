import { DatePicker, Dropdown, Input, Segmented } from 'antd'
import dayjs from 'dayjs'
import {
  CalendarClock,
  ChevronDown,
  Contact,
  type LucideIcon,
  Mail,
  MapPin,
  MessageCircle,
  Phone,
  Repeat,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import { dayInText } from '../../../fields/date-time/day-words.tsx'
import { openForm } from '../../form-host.ts'
import { fieldOf, may, useObject } from '../../meta.ts'
import { useRecords } from '../../records.ts'
import { useLabel, useLocale, useWords } from '../../words.ts'
import { composerWords } from './composer.words.ts'
import { dayChoices, dayName } from './dates.ts'
import type { FollowUp } from './use-follow-up.ts'

const icons: Readonly<Record<string, LucideIcon>> = {
  call: Phone,
  visit: MapPin,
  message: MessageCircle,
  email: Mail,
  meeting: Users,
  revisit: Repeat,
}

/** The icon of a kind of contact. */
export const kindIcon = (kind: string): LucideIcon | undefined => icons[kind]

export const useKinds = () => {
  const object = useObject('follow-ups')
  return object === undefined ? [] : (fieldOf(object, 'kind')?.options ?? [])
}

export const KindPicker = ({ form, few = false }: { form: FollowUp; few?: boolean }) => {
  const t = useWords(composerWords)
  const label = useLabel()
  const kinds = useKinds().filter((kind) => !few || kind.key !== 'other')
  return (
    <Segmented
      className="gs-kinds"
      aria-label={t('kind')}
      value={form.draft.kind}
      onChange={(kind) => form.change({ kind: String(kind) })}
      options={kinds.map((kind) => {
        const Icon = icons[kind.key]
        return {
          value: kind.key,
          label: (
            <span className="gs-kind">
              {Icon && form.draft.kind === kind.key && <Icon aria-hidden />}
              {label(kind.label)}
            </span>
          ),
        }
      })}
    />
  )
}

/** Contacts of this customer alone; the primary one is proposed. */
export const ContactPicker = ({ form, customerId }: { form: FollowUp; customerId: string }) => {
  const t = useWords(composerWords)
  const contacts = useObject('contacts')
  const { data } = useRecords('contacts', { filter: { customerId }, limit: 50, count: 'none' }, contacts !== undefined)
  const list = data?.data ?? []
  const chosen = list.find((one) => one.id === form.draft.contactId)
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        selectedKeys: chosen === undefined ? [] : [chosen.id],
        items: [
          ...list.map((one) => ({
            key: one.id,
            label: (
              <span className="gs-found">
                <span>{String(one.name)}</span>
                <span>{typeof one.title === 'string' ? one.title : ''}</span>
              </span>
            ),
          })),
          ...(list.length === 0 ? [{ key: 'none', disabled: true, label: t('noContacts') }] : []),
          ...(may(contacts, 'create') ? [{ type: 'divider' as const }, { key: 'new', label: t('addContact') }] : []),
        ],
        onClick: ({ key }) => {
          if (key === 'new')
            return openForm({
              object: 'contacts',
              initial: { customerId },
              onSaved: (record) => form.change({ contactId: String(record.id) }),
            })
          form.change({ contactId: key === form.draft.contactId ? null : key })
        },
      }}
    >
      <button type="button" className="gs-plain gs-chip-button">
        <Contact aria-hidden />
        {chosen === undefined ? t('contact') : String(chosen.name)}
        <ChevronDown aria-hidden />
      </button>
    </Dropdown>
  )
}

/** The next contact, as a row of chips or behind one button. */
export const NextPicker = ({ form, chips = false }: { form: FollowUp; chips?: boolean }) => {
  const t = useWords(composerWords)
  const locale = useLocale()
  const [picking, setPicking] = useState(false)
  const { today, next, proposed } = form
  const choices = dayChoices(today, proposed)
  const nameOf = (date: string): string => {
    const known = choices.find((choice) => choice.date === date)
    return known === undefined || known.name === 'proposed' ? dayName(date, today, locale) : t(known.name)
  }
  const calendar = (
    <DatePicker
      open={picking}
      onOpenChange={setPicking}
      className="gs-next-calendar"
      minDate={dayjs(today)}
      value={next === null ? null : dayjs(next)}
      onChange={(day) => form.change({ next: day === null ? null : day.format('YYYY-MM-DD') })}
      aria-label={t('next')}
      tabIndex={-1}
    />
  )
  if (chips) {
    const other = next !== null && !choices.some((choice) => choice.date === next)
    return (
      <fieldset className="gs-chips" aria-label={t('next')}>
        {choices.map((choice) => (
          <button
            key={choice.date}
            type="button"
            className={`gs-plain gs-chip ${choice.date === next ? 'is-on' : ''}`}
            aria-pressed={choice.date === next}
            onClick={() => form.change({ next: choice.date === next ? null : choice.date })}
          >
            {nameOf(choice.date)}
          </button>
        ))}
        <span className="gs-next-anchor">
          <button type="button" className={`gs-plain gs-chip ${other ? 'is-on' : ''}`} onClick={() => setPicking(true)}>
            {other && next !== null ? dayName(next, today, locale) : t('pick')}
          </button>
          {calendar}
        </span>
      </fieldset>
    )
  }
  return (
    <span className="gs-next-anchor">
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [next ?? 'none'],
          items: [
            ...choices.map((choice) => ({
              key: choice.date,
              label:
                choice.name === 'proposed'
                  ? nameOf(choice.date)
                  : `${nameOf(choice.date)} ${dayInText(choice.date, today, locale)}`,
            })),
            { key: 'pick', label: t('pick') },
            { key: 'none', label: t('noNext') },
          ],
          onClick: ({ key }) =>
            key === 'pick' ? setPicking(true) : form.change({ next: key === 'none' ? null : key }),
        }}
      >
        <button type="button" className="gs-plain gs-chip-button">
          <CalendarClock aria-hidden />
          {next === null ? `${t('next')} ${t('noNext')}` : t('nextOn', { day: dayInText(next, today, locale) })}
          <ChevronDown aria-hidden />
        </button>
      </Dropdown>
      {calendar}
    </span>
  )
}

/** What a revisit asks beside its words: how satisfied they are, and what they would like to be better. */
export const RevisitParts = ({ form }: { form: FollowUp }) => {
  const t = useWords(composerWords)
  const label = useLabel()
  const object = useObject('follow-ups')
  const field = object === undefined ? undefined : fieldOf(object, 'satisfaction')
  if (form.draft.kind !== 'revisit' || field === undefined) return null
  return (
    <div className="gs-revisit">
      <fieldset className="gs-chips" aria-label={label(field.label)}>
        {(field.options ?? []).map((option) => {
          const on = form.draft.satisfaction === option.key
          return (
            <button
              key={option.key}
              type="button"
              className={`gs-plain gs-chip ${on ? 'is-on' : ''}`}
              aria-pressed={on}
              onClick={() => form.change({ satisfaction: on ? null : option.key })}
            >
              {label(option.label)}
            </button>
          )
        })}
      </fieldset>
      <Input
        aria-label={t('suggestion')}
        placeholder={t('suggestion')}
        maxLength={5000}
        value={form.draft.suggestion}
        onChange={(event) => form.change({ suggestion: event.target.value })}
      />
    </div>
  )
}
