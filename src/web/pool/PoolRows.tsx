import { Link } from 'react-router'
import { Ticks } from '../../fields/percent/percent.tsx'
import { isEmpty } from '../../model/label.ts'
import { RefusalHelp } from '../actions/RefusalHelp.tsx'
import { Refused } from '../actions/Refused.tsx'
import { whyOf } from '../actions/reasons.ts'
import { FieldValue } from '../field.tsx'
import { fieldOf } from '../meta.ts'
import { Level } from '../record/RecordHead.tsx'
import { useLocale, useWords } from '../words.ts'
import { ClaimCell } from './ClaimCell.tsx'
import type { PoolListProps } from './PoolTable.tsx'
import { causeText, poolWords } from './pool.words.ts'

/** The customers of a pool on the phone: three lines and a button, or the reason and, opened, the whole refusal. */
export const PoolRows = ({ object, rows, shown, onShow, onClaim, refused }: PoolListProps) => {
  const t = useWords(poolWords)
  const locale = useLocale()
  const details = ['region', 'phone'].map((name) => fieldOf(object, name)).filter((field) => field !== undefined)
  return (
    <ul className="gs-pool-rows">
      {rows.map((row) => {
        const problem = refused?.row.id === row.id ? refused.problem : undefined
        const why = whyOf(row, 'claim')
        const open = problem !== undefined || (shown === row.id && why !== undefined)
        return (
          <li key={row.id}>
            <div className="gs-pool-line">
              <Link to={`/o/${object.path}/${row.id}`} className="gs-pool-main">
                <span className="gs-pool-name">
                  <Level object={object} record={row} />
                  <b className="gs-ellipsis">{String(row.shortName ?? row.name)}</b>
                </span>
                <span className="gs-pool-facts">
                  {details
                    .filter((field) => !isEmpty(row[field.name]))
                    .map((field) => (
                      <span key={field.name}>
                        <FieldValue field={field} record={row} place="table" />
                      </span>
                    ))}
                </span>
                <span className="gs-pool-facts">
                  {typeof row.completeness === 'number' && (
                    <span>
                      <Ticks value={row.completeness} withNumber={false} /> {t('complete', { value: row.completeness })}
                    </span>
                  )}
                  <span className="gs-ellipsis">{causeText(row.poolCause, row.poolReason, locale)}</span>
                </span>
              </Link>
              <ClaimCell
                large
                row={row}
                refused={refused}
                onClaim={() => onClaim(row)}
                onWhy={() => onShow(shown === row.id ? null : row.id)}
              />
            </div>
            {open && (
              <Refused
                title={t('cannotClaim')}
                {...(problem === undefined ? {} : { problem })}
                {...(why === undefined || problem !== undefined ? {} : { why })}
              >
                <RefusalHelp
                  code={problem?.code ?? why?.code ?? ''}
                  until={problem?.members.opensAt ?? why?.opensAt}
                  record={row}
                />
              </Refused>
            )}
          </li>
        )
      })}
    </ul>
  )
}
