import { Select } from 'antd'
import { type Scope, scopes } from '../../../model/object.ts'
import { useWidth } from '../../media.ts'
import { useLabel } from '../../words.ts'
import type { RoleObjectProps } from './RoleObject.tsx'
import { functionsOf, scopeOf, stepsOf, withScope } from './rights.ts'
import { useRightWords } from './words.ts'
import './roles.css'

/** Actions down, six steps across; a bar fills up to the step chosen, for each step includes those before it. */
export const ScopeGrid = (props: RoleObjectProps) => {
  const { object, rights } = props
  const { t } = useRightWords()
  const label = useLabel()
  const phone = useWidth() === 'phone'
  const functions = functionsOf(object, rights.functions[object.path] ?? [])
  const steps = object.traits.owned === true ? scopes : (['none', 'all'] as const)
  const title = t('rowsOf', { object: label(object.label) })
  if (phone)
    return (
      <div>
        {functions.map((verb) => (
          <PhoneRow key={verb} verb={verb} {...props} />
        ))}
      </div>
    )
  return (
    <div className="gs-small-scroll">
      <table className="gs-small gs-steps" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t('verb')}</th>
            {steps.map((scope) => (
              <th key={scope} scope="col" className="gs-steps-head">
                {steps.length === 2 && scope === 'all' ? t('saysYes') : t(scope)}
              </th>
            ))}
            <th scope="col">{t('sentence')}</th>
          </tr>
        </thead>
        <tbody>
          {functions.map((verb) => (
            <GridRow key={verb} verb={verb} steps={steps} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface RowProps extends RoleObjectProps {
  readonly verb: string
}

const useChoice = ({ verb, object, rights, name, count, change }: RowProps) => {
  const words = useRightWords()
  const label = useLabel()
  const possible = stepsOf(object, verb)
  const scope = scopeOf(rights, object.path, verb)
  const verbName = words.verb(object, verb)
  const choose = (next: Scope) => {
    if (next === scope) return
    const said = { role: name, count, verb: verbName, object: label(object.label) }
    change(
      (present) => withScope(present, { object: object.path, verb, scope: next }),
      next === 'none' ? words.t('takes', said) : words.t('gives', { ...said, scope: words.means(next, possible) }),
    )
  }
  return { ...words, possible, scope, verbName, choose }
}

const GridRow = ({ steps, ...props }: RowProps & { steps: readonly Scope[] }) => {
  const { t, means, possible, scope, verbName, choose } = useChoice(props)
  const group = `${props.object.path}-${props.verb}`
  const reached = steps.indexOf(scope)
  return (
    <tr>
      <th scope="row">{verbName}</th>
      {steps.map((step, place) => (
        <td key={step} className="gs-steps-cell">
          {possible.includes(step) && (
            <label
              className={`gs-step ${place <= reached && place > 0 ? 'is-on' : ''} ${place === 0 && reached > 0 ? 'is-from' : ''} ${step === scope ? 'is-end' : ''}`}
            >
              <input
                type="radio"
                name={group}
                checked={step === scope}
                onChange={() => choose(step)}
                aria-label={`${verbName} ${t(step)}`}
              />
              <i aria-hidden="true" />
            </label>
          )}
          {!possible.includes(step) && place < reached && <span className="gs-step is-on is-filler" />}
        </td>
      ))}
      <td className={scope === 'none' ? 'gs-muted' : ''}>{means(scope, possible)}</td>
    </tr>
  )
}

const PhoneRow = (props: RowProps) => {
  const { t, means, possible, scope, verbName, choose } = useChoice(props)
  return (
    <div className="gs-setting">
      <div className="gs-setting-words">
        <div>{verbName}</div>
        <div className="gs-setting-text">{means(scope, possible)}</div>
      </div>
      <Select<Scope>
        className="gs-scope-choice"
        aria-label={verbName}
        value={scope}
        onChange={choose}
        options={possible.map((step) => ({
          value: step,
          label: possible.length === 2 && step === 'all' ? t('saysYes') : t(step),
        }))}
      />
    </div>
  )
}
