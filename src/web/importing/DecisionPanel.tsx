import { Checkbox, Radio, Select } from 'antd'
import { FieldInput } from '../field.tsx'
import { useWidth } from '../media.ts'
import { fieldOf, may, type ObjectMeta, useMe } from '../meta.ts'
import { useLabel, useWords } from '../words.ts'
import { type ImportRun, isChecked, type OnMatch } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { type Decisions, matchKeys } from './mapping.ts'

interface DecisionPanelProps {
  readonly run: ImportRun
  readonly object: ObjectMeta
  readonly decisions: Decisions
  readonly onChange: (change: Partial<Decisions>) => void
}

const ways: readonly OnMatch[] = ['skip', 'update', 'create']
const wayTexts = { skip: 'skipText', update: 'updateText', create: 'createText' } as const

/** What makes it the same, what then, and whose the new ones are. */
export const DecisionPanel = ({ run, object, decisions, onChange }: DecisionPanelProps) => {
  const t = useWords(importWords)
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const name = label(object.label)
  const mapped = new Set(Object.values(decisions.mapping))
  const pooled = object.traits.pooled === true
  const owned = object.traits.owned === true && object.traits.follows === undefined
  return (
    <fieldset className="gs-fieldset gs-decisions" disabled={phone} aria-label={t('same', { object: name })}>
      <section>
        <h3>{t('same', { object: name })}</h3>
        <Checkbox.Group
          className="gs-choices"
          value={[...decisions.matchBy]}
          onChange={(matchBy: string[]) => onChange({ matchBy })}
          options={matchKeys(object).map((key) => ({
            value: key,
            label: label(fieldOf(object, key)!.label),
            disabled: !mapped.has(key),
          }))}
        />
        <p className="gs-help">{t('sameHelp')}</p>
      </section>
      <section>
        <h3>{t('onMatch')}</h3>
        <Radio.Group
          className="gs-choices"
          value={decisions.onMatch}
          onChange={(event) => onChange({ onMatch: event.target.value as OnMatch })}
        >
          {ways.map((way) => (
            <Radio key={way} value={way}>
              {t(way)} <span className="gs-muted">{t(wayTexts[way])}</span>
            </Radio>
          ))}
        </Radio.Group>
      </section>
      {owned && <Target {...{ run, object, decisions, onChange, pooled, name }} />}
      <Parents {...{ object, decisions, onChange }} />
      <Forecast run={run} />
    </fieldset>
  )
}

const Target = ({
  object,
  decisions,
  onChange,
  pooled,
  name,
}: DecisionPanelProps & { pooled: boolean; name: string }) => {
  const t = useWords(importWords)
  const { employee, pools } = useMe()
  const field = fieldOf(object, 'ownerId')
  const others = may(object, 'assign') || may(object, 'transfer')
  const toPool = decisions.poolId !== null
  const ownerId = decisions.ownerId ?? employee.id
  const column = Object.values(decisions.mapping).includes('ownerId')
  return (
    <section>
      <h3>{t('target', { object: name })}</h3>
      {pooled && (
        <Radio.Group
          className="gs-choices"
          value={toPool ? 'pool' : 'owner'}
          onChange={(event) =>
            onChange(
              event.target.value === 'pool'
                ? { poolId: (pools.find((pool) => pool.isDefault) ?? pools[0])?.id ?? null, ownerId: null }
                : { poolId: null, ownerId: employee.id },
            )
          }
        >
          <Radio value="owner">
            {others ? t('toOwner') : t('toMe')}{' '}
            <span className="gs-muted">{t(others ? 'toOwnerText' : 'toMeText')}</span>
          </Radio>
          <Radio value="pool" disabled={pools.length === 0}>
            {t('toPool')} <span className="gs-muted">{t('toPoolText')}</span>
          </Radio>
        </Radio.Group>
      )}
      <div className="gs-target">
        {toPool ? (
          <Select
            className="gs-full"
            aria-label={t('toPool')}
            value={decisions.poolId}
            onChange={(poolId: string) => onChange({ poolId, ownerId: null })}
            options={pools.map((pool) => ({ value: pool.id, label: pool.name }))}
          />
        ) : (
          others &&
          field !== undefined && (
            <FieldInput
              field={{ ...field, required: true }}
              value={ownerId}
              record={{ ownerId, owner: ownerId === employee.id ? { id: employee.id, name: employee.name } : null }}
              onChange={(next) => onChange({ ownerId: typeof next === 'string' ? next : employee.id, poolId: null })}
            />
          )
        )}
        {column && <p className="gs-help">{t('ownerColumn')}</p>}
      </div>
    </section>
  )
}

/** What every new record has to belong to, for rows that do not say: cards without a company (W12). */
const Parents = ({ object, decisions, onChange }: Pick<DecisionPanelProps, 'object' | 'decisions' | 'onChange'>) => {
  const t = useWords(importWords)
  const label = useLabel()
  const fields = object.fields.filter((field) => field.required === true && field.type === 'reference')
  return fields.map((field) => (
    <section key={field.name}>
      <h3>{t('parent', { field: label(field.label) })}</h3>
      <FieldInput
        field={{ ...field, required: false }}
        record={decisions.defaults}
        value={decisions.defaults[field.name] ?? null}
        onChange={(value) => onChange({ defaults: { ...decisions.defaults, [field.name]: value } })}
      />
      <p className="gs-help">{t('parentHelp', { field: label(field.label) })}</p>
    </section>
  ))
}

/** What the last dry run found. */
const Forecast = ({ run }: { run: ImportRun }) => {
  const t = useWords(importWords)
  if (!isChecked(run)) return null
  return (
    <section>
      <h3>{t('forecast')}</h3>
      <dl className="gs-forecast">
        {(['created', 'updated', 'skipped', 'failed'] as const).map((key) => (
          <div key={key} className={key === 'failed' && run.failed > 0 ? 'gs-late' : ''}>
            <dt>{t(key === 'failed' ? 'failedRows' : key)}</dt>
            <dd>{run[key].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
