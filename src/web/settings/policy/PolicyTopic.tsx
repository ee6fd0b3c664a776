import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { momentInText } from '../../../fields/date-time/day-words.tsx'
import { api } from '../../client.ts'
import { useWebContext } from '../../field.tsx'
import { useWidth } from '../../media.ts'
import { fieldOf, useObject } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { Loaded, Section, Setting, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { Amount } from './Amount.tsx'
import { CapacityBy } from './CapacityBy.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { differences, type Policy, type PolicyAnswer } from './policy.ts'
import { policyWords } from './policy.words.ts'
import { ReleaseRules } from './ReleaseRules.tsx'
import { ReminderRules } from './ReminderRules.tsx'
import { Versions } from './Versions.tsx'

/** Capacity and valid follow-ups: a draft beside what is in force, published as a version. */
export const PolicyTopic = () => {
  const t = useWords(policyWords)
  const s = useWords(settingsWords)
  const query = useQuery({ queryKey: ['policy'], queryFn: () => api.get<PolicyAnswer>('/policy') })
  return (
    <Topic title={s('policy')} lead={t('lead')}>
      <Loaded query={query}>{(answer) => <Draft key={answer.versions.length} answer={answer} />}</Loaded>
    </Topic>
  )
}

const Draft = ({ answer }: { answer: PolicyAnswer }) => {
  const t = useWords(policyWords)
  const s = useWords(settingsWords)
  const context = useWebContext()
  const phone = useWidth() === 'phone'
  const [draft, setDraft] = useState<Policy>(answer.policy)
  const [publishing, setPublishing] = useState(false)
  const changed = differences(answer.policy, draft)
  const next = Math.max(answer.version, ...answer.versions.map((one) => one.version)) + 1
  const { capacity, validFollowUp } = draft
  const setCapacity = (change: Partial<Policy['capacity']>) =>
    setDraft({ ...draft, capacity: { ...capacity, ...change } })
  const setValid = (change: Partial<Policy['validFollowUp']>) =>
    setDraft({ ...draft, validFollowUp: { ...validFollowUp, ...change } })
  const kinds = useOptions('follow-ups', 'kind')
  const deals = useOptions('customers', 'dealStatus')
  return (
    <fieldset className="gs-fieldset" disabled={phone}>
      <p className="gs-advice">
        {t('present', { version: answer.version, at: momentInText(answer.effectiveAt, context) })}
        {phone && ` · ${s('onComputer')}`}
      </p>
      <Section title={t('capacity')} text={t('capacityText')}>
        <Setting title={t('default')} text={t('defaultText')}>
          <Amount label={t('default')} value={capacity.default} onChange={(value) => setCapacity({ default: value })} />
        </Setting>
        <CapacityBy part="byRole" values={capacity.byRole} onChange={(byRole) => setCapacity({ byRole })} />
        <CapacityBy part="byGrade" values={capacity.byGrade} onChange={(byGrade) => setCapacity({ byGrade })} />
        <CapacityBy
          part="byEmployee"
          values={capacity.byEmployee}
          onChange={(byEmployee) => setCapacity({ byEmployee })}
        />
        <Setting title={t('excludes')} text={t('excludesText')}>
          <Checkbox.Group
            value={[...(capacity.excludes.dealStatus ?? [])]}
            options={[...deals]}
            onChange={(dealStatus: string[]) => setCapacity({ excludes: { ...capacity.excludes, dealStatus } })}
          />
        </Setting>
      </Section>
      <Section title={t('valid')} text={t('validText')}>
        <Setting title={t('kinds')} text={t('kindsText')}>
          <Checkbox.Group
            value={[...validFollowUp.kinds]}
            options={[...kinds]}
            onChange={(next: string[]) => setValid({ kinds: next })}
          />
        </Setting>
        <Setting title={t('minLength')} text={t('minLengthText')}>
          <Amount
            label={t('minLength')}
            value={validFollowUp.minLength}
            unit={t('characters')}
            onChange={(value) => setValid({ minLength: value ?? 0 })}
          />
        </Setting>
        <Setting title={t('minCall')} text={t('minCallText')}>
          <Amount
            label={t('minCall')}
            value={validFollowUp.minCallSeconds}
            unit={t('seconds')}
            onChange={(value) => setValid({ minCallSeconds: value ?? 0 })}
          />
        </Setting>
        <Setting title={t('generic')} text={t('genericText')}>
          <Select
            mode="tags"
            className="gs-wide-input"
            aria-label={t('generic')}
            open={false}
            suffixIcon={null}
            value={[...validFollowUp.genericTexts]}
            onChange={(genericTexts: string[]) => setValid({ genericTexts })}
          />
        </Setting>
      </Section>
      <ReminderRules draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <ReleaseRules draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
      <Section title={t('limits')}>
        <Setting title={t('lock')} text={t('lockText')}>
          <Amount
            label={t('lock')}
            value={draft.lockLimit}
            onChange={(lockLimit) => setDraft({ ...draft, lockLimit })}
          />
        </Setting>
        <Setting title={t('reveal')} text={t('revealText')}>
          <Amount
            label={t('reveal')}
            value={draft.revealLimit}
            unit={t('perDay')}
            onChange={(revealLimit) => setDraft({ ...draft, revealLimit })}
          />
        </Setting>
        <Setting title={t('view')} text={t('viewText')}>
          <Amount
            label={t('view')}
            value={draft.viewLimit}
            unit={t('perDay')}
            onChange={(viewLimit) => setDraft({ ...draft, viewLimit })}
          />
        </Setting>
      </Section>
      <Versions answer={answer} />
      {changed.length > 0 && (
        <div className="gs-save-bar">
          <span>
            <b>{t('changesOf', { version: next })}</b>{' '}
            <span className="gs-muted">{t('changes', { count: changed.length })}</span>
          </span>
          <Button onClick={() => setDraft(answer.policy)}>{t('discard')}</Button>
          <Button type="primary" onClick={() => setPublishing(true)}>
            {t('publish', { version: next })}
          </Button>
        </div>
      )}
      {publishing && (
        <PublishDialog
          draft={draft}
          present={answer}
          version={next}
          changed={changed}
          onClose={() => setPublishing(false)}
        />
      )}
    </fieldset>
  )
}

const useOptions = (path: string, name: string): readonly { value: string; label: string }[] => {
  const label = useLabel()
  const object = useObject(path)
  const options = (object === undefined ? undefined : fieldOf(object, name))?.options ?? []
  return options.map((option) => ({ value: option.key, label: label(option.label) }))
}
