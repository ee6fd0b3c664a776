import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import type { Label } from '../../../model/label.ts'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { Loaded, Section, Setting, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { duplicateRulesWords } from './duplicate-rules.words.ts'
import { RuleRows } from './RuleRows.tsx'

export interface Rule {
  readonly object: string | null
  readonly entry: string | null
  readonly state: string | null
  readonly strength: string | null
  readonly decision: string
  readonly reasonRequired: boolean
}
export interface Option {
  readonly key: string
  readonly label: Label
}
export interface Rules {
  readonly rules: readonly Rule[]
  readonly words: readonly Label[]
  /** The rest of the policy in words. */
  readonly matching: readonly Label[]
  readonly options: Readonly<Record<'object' | 'entry' | 'state' | 'strength' | 'decision', readonly Option[]>>
  readonly compare: Readonly<Record<string, boolean>>
  readonly findsPerDay: number
  readonly showOwner: boolean
  readonly wrongData: 'insist' | 'refuse' | 'allow'
  readonly version: number
}

export const rulesQuery = {
  queryKey: ['duplicates', 'rules'],
  queryFn: () => api.get<Rules>('/duplicates/rules'),
} as const

const compared = ['name', 'address', 'phone', 'email', 'site', 'group'] as const

/** 查重规则: what follows when something is entered that is like what is there. */
export const DuplicateRulesTopic = () => {
  const t = useWords(duplicateRulesWords)
  const s = useWords(settingsWords)
  const query = useQuery(rulesQuery)
  return (
    <Topic title={s('duplicates')} lead={t('lead')} wide>
      <Loaded query={query}>{(rules) => <Form key={JSON.stringify(rules)} stored={rules} />}</Loaded>
    </Topic>
  )
}

const Form = ({ stored }: { stored: Rules }) => {
  const t = useWords(duplicateRulesWords)
  const s = useWords(settingsWords)
  const [draft, setDraft] = useState(stored)
  const saving = useSaving()
  const change = (values: Partial<Rules>) => {
    saving.clear()
    setDraft({ ...draft, ...values })
  }
  const save = () =>
    saving.run(async () => {
      const { words: _, matching: __, options: ___, ...body } = draft
      await api.post('/duplicates/rules', body, { ifMatch: stored.version })
      await queryClient.invalidateQueries({ queryKey: rulesQuery.queryKey })
      showToast({ text: s('saved') })
    })
  return (
    <>
      <Section title={t('rules')}>
        <RuleRows
          rules={draft.rules}
          options={draft.options}
          faultOf={saving.faultOf}
          onChange={(rules) => change({ rules })}
        />
      </Section>
      <Setting title={t('compare')}>
        <Checkbox.Group
          value={compared.filter((key) => draft.compare[key] === true)}
          options={compared.map((key) => ({ value: key, label: t(`compare_${key}`) }))}
          onChange={(keys) => change({ compare: Object.fromEntries(compared.map((key) => [key, keys.includes(key)])) })}
        />
      </Setting>
      <Setting title={t('wrongData')} text={t('wrongDataText')}>
        <Select
          className="gs-wide-input"
          aria-label={t('wrongData')}
          value={draft.wrongData}
          options={(['insist', 'refuse', 'allow'] as const).map((key) => ({ value: key, label: t(`wrong_${key}`) }))}
          onChange={(wrongData) => change({ wrongData })}
        />
      </Setting>
      <Setting title={t('findsPerDay')} text={t('findsPerDayText')}>
        <InputNumber
          className="gs-number"
          aria-label={t('findsPerDay')}
          min={0}
          max={100_000}
          precision={0}
          value={draft.findsPerDay}
          onChange={(value) => value !== null && change({ findsPerDay: value })}
        />
      </Setting>
      <Setting title={t('showOwner')} text={t('showOwnerText')}>
        <Switch aria-label={t('showOwner')} checked={draft.showOwner} onChange={(showOwner) => change({ showOwner })} />
      </Setting>
      <div className="gs-topic-foot">
        <Button
          type="primary"
          disabled={JSON.stringify(draft) === JSON.stringify(stored)}
          loading={saving.busy}
          onClick={() => void save()}
        >
          {t('save')}
        </Button>
      </div>
    </>
  )
}
