import { InputNumber, Select, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Section, Setting, SmallTable } from '../parts.tsx'
import { useOptions } from '../pools/use-options.ts'
import { Amount } from './Amount.tsx'
import type { Policy } from './policy.ts'
import { policyWords } from './policy.words.ts'

interface Props {
  readonly draft: Policy
  readonly onChange: (change: Partial<Policy>) => void
}

type ByLevel = Readonly<Record<string, number>>

const without = (all: ByLevel, level: string, days: number | null): ByLevel => {
  const { [level]: _, ...rest } = all
  return days === null ? rest : { ...rest, [level]: days }
}

/** When silence is told of, who is visited again, how many calls a day (E18, E24, E30, A33), and day reports (E25). */
export const ReminderRules = ({ draft: { reminders, revisitDays, dayReport }, onChange }: Props) => {
  const t = useWords(policyWords)
  const label = useLabel()
  const levels = useOptions('level')
  const roles = useAll('roles', { fields: ['name', 'key'] }).data ?? []
  const set = (change: Partial<Policy['reminders']>) => onChange({ reminders: { ...reminders, ...change } })
  const days =
    (title: string, all: ByLevel, onDays: (next: ByLevel) => void) => (level: { key: string; text: string }) => (
      <span className="gs-beside gs-end">
        <InputNumber
          className="gs-number"
          min={1}
          max={3650}
          precision={0}
          aria-label={`${level.text} ${title}`}
          placeholder={t('off')}
          value={all[level.key] ?? null}
          onChange={(next) => onDays(without(all, level.key, next))}
        />
        <span className="gs-unit">{t('days')}</span>
      </span>
    )
  return (
    <>
      <Section title={t('reminders')} text={t('remindersText')}>
        <SmallTable
          label={t('reminders')}
          rows={levels}
          keyOf={(level) => level.key}
          columns={[
            { key: 'level', title: label({ zh: '级别', en: 'Level' }), cell: (level) => level.text },
            {
              key: 'idle',
              title: t('idleDays'),
              right: true,
              cell: days(t('idleDays'), reminders.idleDays, (idleDays) => set({ idleDays })),
            },
            {
              key: 'revisit',
              title: t('revisitDays'),
              right: true,
              cell: days(t('revisitDays'), revisitDays, (next) => onChange({ revisitDays: next })),
            },
          ]}
        />
        <Setting title={t('staleDays')} text={t('staleDaysText')}>
          <Amount
            label={t('staleDays')}
            value={reminders.staleDays}
            unit={t('days')}
            max={3650}
            onChange={(staleDays) => set({ staleDays: staleDays === 0 ? null : staleDays })}
          />
        </Setting>
        <Setting title={t('dailyCalls')} text={t('dailyCallsText')}>
          <Amount
            label={t('dailyCalls')}
            value={reminders.dailyCalls}
            unit={t('perDay')}
            max={1000}
            onChange={(dailyCalls) => set({ dailyCalls })}
          />
        </Setting>
      </Section>
      <Section title={t('dayReport')} text={t('dayReportText')}>
        <Setting title={t('dueAt')} text={t('dueAtText')}>
          <TimePicker
            aria-label={t('dueAt')}
            format="HH:mm"
            minuteStep={5}
            allowClear={false}
            value={dayjs(`2026-01-01T${dayReport.dueAt}`)}
            onChange={(next) => next !== null && onChange({ dayReport: { ...dayReport, dueAt: next.format('HH:mm') } })}
          />
        </Setting>
        <Setting title={t('reportRoles')} text={t('reportRolesText')}>
          <Select
            mode="multiple"
            className="gs-wide-input"
            aria-label={t('reportRoles')}
            value={[...dayReport.roles]}
            options={roles.map((role) => ({
              value: typeof role.key === 'string' ? role.key : role.id,
              label: textOf(role, 'name'),
            }))}
            optionFilterProp="label"
            onChange={(next: string[]) => onChange({ dayReport: { ...dayReport, roles: next } })}
          />
        </Setting>
      </Section>
    </>
  )
}
