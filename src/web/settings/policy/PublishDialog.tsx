import { DatePicker, Segmented } from 'antd'
import type { Dayjs } from 'dayjs'
import { useState } from 'react'
import { momentInText } from '../../../fields/date-time/day-words.tsx'
import { momentOf } from '../../../fields/date-time/moment-text.ts'
import { isObject } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { useWebContext } from '../../field.tsx'
import { fieldOf, useObject } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Question } from '../Question.tsx'
import { settingsWords } from '../settings.words.ts'
import { useCapacityNames } from './CapacityBy.tsx'
import type { Difference, Policy, PolicyAnswer } from './policy.ts'
import { policyWords } from './policy.words.ts'

interface PublishProps {
  readonly draft: Policy
  readonly present: PolicyAnswer
  readonly version: number
  readonly changed: readonly Difference[]
  readonly onClose: () => void
}

/** What changes, from when, and that it cannot be withdrawn. */
export const PublishDialog = ({ draft, present, version, changed, onClose }: PublishProps) => {
  const t = useWords(policyWords)
  const context = useWebContext()
  const words = useDifferenceWords()
  const [later, setLater] = useState(false)
  const [moment, setMoment] = useState<Dayjs | null>(null)
  const publish = async () => {
    const effectiveAt =
      later && moment !== null
        ? momentOf(moment.format('YYYY-MM-DD'), moment.format('HH:mm'), context.timeZone)
        : undefined
    try {
      await api.post(
        '/policy',
        { ...draft, ...(effectiveAt === undefined ? {} : { effectiveAt }) },
        { ifMatch: Math.max(...present.versions.map((one) => one.version)) },
      )
      const at = effectiveAt === undefined ? t('atOnce') : momentInText(effectiveAt, context)
      showToast({ text: t('done', { version, at }) })
      onClose()
    } catch (error) {
      showProblem(error)
    }
    await Promise.all([['policy'], ['me']].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  }
  return (
    <Question
      mild
      title={t('publishTitle', { version })}
      act={t('publish', { version })}
      onAct={publish}
      onClose={onClose}
    >
      <table className="gs-small">
        <thead>
          <tr>
            <th scope="col">{t('item')}</th>
            <th scope="col">{t('presentHead', { version: present.version })}</th>
            <th scope="col">{t('changesOf', { version })}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map((one) => (
            <tr key={one.path}>
              <th scope="row">{words.name(one.path)}</th>
              <td className="gs-struck">{words.value(one.path, one.from)}</td>
              <td className="gs-strong">{words.value(one.path, one.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="gs-beside">
        <span>{t('effectiveAt')}</span>
        <Segmented
          value={later ? 'later' : 'now'}
          options={[
            { value: 'now', label: t('now') },
            { value: 'later', label: t('later') },
          ]}
          onChange={(value) => setLater(value === 'later')}
        />
        {later && (
          <DatePicker
            aria-label={t('effectiveAt')}
            showTime={{ format: 'HH:mm' }}
            format="MM-DD HH:mm"
            value={moment}
            onChange={setMoment}
          />
        )}
      </div>
      <p className="gs-muted">{t('publishText')}</p>
    </Question>
  )
}

const simple = [
  'default',
  'excludes',
  'kinds',
  'minLength',
  'minCall',
  'generic',
  'required',
  'minCompleteness',
  'mode',
  'maxDays',
  'maxTimes',
  'idleDays',
  'revisitDays',
  'staleDays',
  'dailyCalls',
  'dueAt',
  'reportRoles',
  'lock',
  'reveal',
  'view',
] as const

const useDifferenceWords = () => {
  const t = useWords(policyWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const nameOf = useCapacityNames()
  const followUps = useObject('follow-ups')
  const customers = useObject('customers')
  const optionText = (path: string, key: string): string => {
    const [object, name] = path === 'kinds' ? [followUps, 'kind'] : [customers, 'dealStatus']
    const option = (object === undefined ? undefined : fieldOf(object, name))?.options?.find((one) => one.key === key)
    return option === undefined ? key : label(option.label)
  }
  return {
    name: (path: string): string => {
      const known = simple.find((one) => one === path)
      if (known === 'default') return `${t('capacity')} ${t('default')}`
      if (known !== undefined) return t(known)
      const [part = '', key = ''] = [path.slice(0, path.indexOf('.')), path.slice(path.indexOf('.') + 1)]
      return `${t('capacity')} ${nameOf(part as 'byRole' | 'byGrade' | 'byEmployee', key)}`
    },
    value: (path: string, value: unknown): string => {
      if (value === undefined) return '—'
      if (value === null) return s('unlimited')
      if (isObject(value))
        return (
          Object.entries(value)
            .map(([level, days]) => `${level} ${String(days)}`)
            .join('、') || t('none')
        )
      if (path === 'reportRoles' && Array.isArray(value) && value.length > 0)
        return value.map((key) => nameOf('byRole', String(key))).join('、')
      if (path === 'mode') return t(value === 'refuse' ? 'refuse' : 'mark')
      if (path === 'required' && Array.isArray(value) && value.length > 0)
        return value
          .map((name) => customers?.fields.find((field) => field.name === name))
          .flatMap((field) => (field === undefined ? [] : [label(field.label)]))
          .join('、')
      if (!Array.isArray(value)) return String(value)
      return value.length === 0 ? t('none') : value.map((key) => optionText(path, String(key))).join('、')
    },
  }
}
