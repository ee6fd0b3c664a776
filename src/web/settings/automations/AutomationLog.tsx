import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { api, type Page } from '../../client.ts'
import { FieldInput } from '../../field.tsx'
import type { FieldMeta, ObjectMeta } from '../../meta.ts'
import { Empty } from '../../states.tsx'
import { useLocale, useWords } from '../../words.ts'
import { Loaded, Moment, Section, SmallTable } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { automationWords } from './automations.words.ts'

interface Run {
  readonly id: string
  readonly at: string
  readonly recordId: string
  readonly object: string
  readonly title: string | null
  readonly state: 'done' | 'failed' | 'loop'
  readonly steps: readonly { readonly kind: StepKind }[]
  readonly error: string | null
}
type StepKind = 'set' | 'task' | 'create' | 'assign' | 'notify' | 'act' | 'webhook'

interface Trial {
  readonly matches: boolean
  readonly steps: readonly { readonly kind: StepKind }[]
  readonly error: string | null
}

/** What an automation did, and trying it on one record. */
export const AutomationLog = ({ id, object }: { id: string; object: ObjectMeta }) => {
  const t = useWords(automationWords)
  const query = useQuery({
    queryKey: ['automations', id, 'runs'],
    queryFn: () => api.get<Page<Run>>(`/automations/${id}/runs`, { query: { limit: 50 } }),
  })
  const [recordId, setRecordId] = useState<string | null>(null)
  const [trial, setTrial] = useState<Trial | null>(null)
  const saving = useSaving()
  const locale = useLocale()
  const steps = (list: readonly { readonly kind: StepKind }[]) =>
    list.map((step) => t(`step_${step.kind}`)).join(locale === 'zh' ? '、' : ', ')
  const run = () =>
    saving.run(async () => {
      const { data } = await api.post<Trial>(`/automations/${id}/dry-run`, { recordId })
      setTrial(data)
    })
  const field: FieldMeta = { name: 'recordId', type: 'reference', to: object.path, label: object.label } as FieldMeta
  return (
    <>
      <Section title={t('trial')} text={t('trialText')}>
        <div className="gs-trial">
          <FieldInput
            field={field}
            value={recordId}
            record={{}}
            onChange={(value) => {
              setRecordId(typeof value === 'string' ? value : null)
              setTrial(null)
            }}
          />
          <Button disabled={recordId === null} loading={saving.busy} onClick={() => void run()}>
            {t('trial')}
          </Button>
        </div>
        {trial !== null && (
          <p role="status">
            {!trial.matches
              ? t('trialNo')
              : trial.error !== null
                ? t('trialFail', { why: trial.error })
                : t('trialYes', { steps: steps(trial.steps) })}
          </p>
        )}
      </Section>
      <Section title={t('log')}>
        <Loaded query={query}>
          {(page) =>
            page.data.length === 0 ? (
              <Empty title={t('noRuns')} />
            ) : (
              <SmallTable<Run>
                label={t('log')}
                rows={page.data}
                keyOf={(one) => one.id}
                columns={[
                  {
                    key: 'record',
                    title: t('record'),
                    cell: (one) => <Link to={`/o/${one.object}/${one.recordId}`}>{one.title ?? one.recordId}</Link>,
                  },
                  {
                    key: 'result',
                    title: t('result'),
                    cell: (one) => (
                      <span className={one.state === 'done' ? '' : 'gs-fault'}>
                        {t(`result_${one.state}`)}
                        {one.error !== null && ` · ${one.error}`}
                      </span>
                    ),
                  },
                  { key: 'steps', title: t('does'), wide: true, cell: (one) => steps(one.steps) },
                  { key: 'at', title: t('at'), cell: (one) => <Moment at={one.at} /> },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </>
  )
}
