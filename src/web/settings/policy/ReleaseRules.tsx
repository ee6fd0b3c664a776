import { Segmented, Select } from 'antd'
import { isShown, useObject } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { Section, Setting } from '../parts.tsx'
import { Amount } from './Amount.tsx'
import type { Policy } from './policy.ts'
import { policyWords } from './policy.words.ts'

interface Props {
  readonly draft: Policy
  readonly onChange: (change: Partial<Policy>) => void
}

/** What a record needs when it goes into the pool (F11), and how far protection can be extended. */
export const ReleaseRules = ({ draft: { release, extension }, onChange }: Props) => {
  const t = useWords(policyWords)
  const label = useLabel()
  const customers = useObject('customers')
  const fields = (customers?.fields ?? []).filter((field) => isShown(field) && field.readOnly !== true)
  const setRelease = (change: Partial<Policy['release']>) => onChange({ release: { ...release, ...change } })
  const setExtension = (change: Partial<Policy['extension']>) => onChange({ extension: { ...extension, ...change } })
  return (
    <>
      <Section title={t('release')} text={t('releaseText')}>
        <Setting title={t('required')} text={t('requiredText')}>
          <Select
            mode="multiple"
            className="gs-wide-input"
            aria-label={t('required')}
            value={[...release.required]}
            options={fields.map((field) => ({ value: field.name, label: label(field.label) }))}
            optionFilterProp="label"
            onChange={(required: string[]) => setRelease({ required })}
          />
        </Setting>
        <Setting title={t('minCompleteness')} text={t('minCompletenessText')}>
          <Amount
            label={t('minCompleteness')}
            value={release.minCompleteness}
            unit={t('percent')}
            max={100}
            onChange={(minCompleteness) => setRelease({ minCompleteness })}
          />
        </Setting>
        <Setting title={t('mode')} text={t('modeText')}>
          <Segmented<'mark' | 'refuse'>
            aria-label={t('mode')}
            value={release.mode}
            options={[
              { value: 'mark', label: t('mark') },
              { value: 'refuse', label: t('refuse') },
            ]}
            onChange={(mode) => setRelease({ mode })}
          />
        </Setting>
      </Section>
      <Section title={t('extension')} text={t('extensionText')}>
        <Setting title={t('maxDays')}>
          <Amount
            label={t('maxDays')}
            value={extension.maxDays}
            unit={t('days')}
            max={365}
            onChange={(maxDays) => setExtension({ maxDays: maxDays ?? 0 })}
          />
        </Setting>
        <Setting title={t('maxTimes')}>
          <Amount
            label={t('maxTimes')}
            value={extension.maxTimes}
            unit={t('times')}
            max={100}
            onChange={(maxTimes) => setExtension({ maxTimes: maxTimes ?? 0 })}
          />
        </Setting>
      </Section>
    </>
  )
}
