import { Button, Checkbox, Select } from 'antd'
import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useLabel, useWords } from '../../words.ts'
import type { Rule, Rules } from './DuplicateRulesTopic.tsx'
import { duplicateRulesWords } from './duplicate-rules.words.ts'
import './duplicate-rules.css'

interface RuleRowsProps {
  readonly rules: readonly Rule[]
  readonly options: Rules['options']
  readonly faultOf: (path: string) => string | undefined
  readonly onChange: (rules: readonly Rule[]) => void
}

const conditions = ['object', 'entry', 'state', 'strength'] as const

/** The rules in their order, each a line of choices. */
export const RuleRows = ({ rules, options, faultOf, onChange }: RuleRowsProps) => {
  const t = useWords(duplicateRulesWords)
  const label = useLabel()
  const set = (at: number, values: Partial<Rule>) =>
    onChange(rules.map((rule, n) => (n === at ? { ...rule, ...values } : rule)))
  const swap = (at: number, to: number) => {
    const next = [...rules]
    const [rule] = next.splice(at, 1)
    if (rule !== undefined) next.splice(to, 0, rule)
    onChange(next)
  }
  return (
    <div className="gs-rule-rows">
      {rules.length === 0 && <p className="gs-muted">{t('none')}</p>}
      <ol>
        {rules.map((rule, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
          <li key={at}>
            <div className="gs-rule-row">
              {conditions.map((key) => (
                <div className="gs-rule-part" key={key}>
                  <span>{t(key)}</span>
                  <Select
                    aria-label={`${at + 1} ${t(key)}`}
                    value={rule[key]}
                    options={[
                      { value: null, label: t('any') },
                      ...options[key].map((one) => ({ value: one.key, label: label(one.label) })),
                    ]}
                    onChange={(value: string | null) => set(at, { [key]: value })}
                  />
                </div>
              ))}
              <div className="gs-rule-part gs-rule-decision">
                <span>{t('decision')}</span>
                <Select
                  aria-label={`${at + 1} ${t('decision')}`}
                  value={rule.decision}
                  options={options.decision.map((one) => ({ value: one.key, label: label(one.label) }))}
                  onChange={(decision) => set(at, { decision })}
                />
              </div>
              <Checkbox
                disabled={rule.decision !== 'warn'}
                checked={rule.decision === 'warn' && rule.reasonRequired}
                onChange={(event) => set(at, { reasonRequired: event.target.checked })}
              >
                {t('reasonRequired')}
              </Checkbox>
              <span className="gs-rule-acts">
                <Button
                  type="text"
                  aria-label={t('up')}
                  icon={<ArrowUp aria-hidden />}
                  disabled={at === 0}
                  onClick={() => swap(at, at - 1)}
                />
                <Button
                  type="text"
                  aria-label={t('down')}
                  icon={<ArrowDown aria-hidden />}
                  disabled={at === rules.length - 1}
                  onClick={() => swap(at, at + 1)}
                />
                <Button
                  type="text"
                  aria-label={t('remove')}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => onChange(rules.filter((_, n) => n !== at))}
                />
              </span>
            </div>
            {faultOf(`rules.${at}`) !== undefined && (
              <p className="gs-fault" role="alert">
                {faultOf(`rules.${at}`)}
              </p>
            )}
          </li>
        ))}
      </ol>
      <Button
        icon={<Plus aria-hidden />}
        onClick={() =>
          onChange([
            { object: null, entry: null, state: null, strength: 'same', decision: 'warn', reasonRequired: false },
            ...rules,
          ])
        }
      >
        {t('add')}
      </Button>
    </div>
  )
}
