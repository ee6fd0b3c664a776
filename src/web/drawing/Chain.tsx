import { Plus, Star } from 'lucide-react'
import { Link } from 'react-router'
import { openForm } from '../form-host.ts'
import { type FieldMeta, fieldOf, may, type ObjectMeta } from '../meta.ts'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { type Branch, branchesOf } from './chain.ts'
import { drawingWords } from './drawing.words.ts'
import './drawing.css'

interface ChainProps {
  readonly object: ObjectMeta
  readonly rows: readonly RecordRow[]
  /** The reference by which they report to each other. */
  readonly up: FieldMeta
  /** The reference to the record whose people they are. */
  readonly whole: string
}

const tones: Readonly<Record<string, string>> = { decider: 'is-wait', influencer: 'is-good', user: 'is-info' }

/** 决策链 (B28): who decides, who influences, who uses, and who reports to whom; the table below says the same. */
export const Chain = ({ object, rows, up, whole }: ChainProps) => {
  const t = useWords(drawingWords)
  const label = useLabel()
  const roles = fieldOf(object, 'decisionRole')?.options ?? []
  const rank = (row: RecordRow) => {
    const at = roles.findIndex((role) => role.key === row.decisionRole)
    return at < 0 ? roles.length : at
  }
  const trees = branchesOf(
    [...rows].sort((a, b) => rank(a) - rank(b)),
    up.name,
  )
  const [first] = roles
  const found = roles
    .map((role) => ({ role, count: rows.filter((row) => row.decisionRole === role.key).length }))
    .filter(({ count }) => count > 0)
  return (
    <section className="gs-chain-view" aria-label={t('chain')}>
      <p className="gs-chain-sum">
        {found.map(({ role, count }) => (
          <span key={role.key}>{t('counted', { role: label(role.label), count })}</span>
        ))}
        {first !== undefined && found.every(({ role }) => role !== first) && (
          <span className="gs-wait">{t('noDecider', { role: label(first.label) })}</span>
        )}
      </p>
      <div className="gs-tree-scroll">
        <ul className="gs-tree">
          {trees.map((branch) => (
            <Node key={branch.row.id} branch={branch} object={object} up={up} whole={whole} />
          ))}
        </ul>
      </div>
    </section>
  )
}

interface NodeProps extends Omit<ChainProps, 'rows'> {
  readonly branch: Branch<RecordRow>
}

const Node = ({ branch: { row, below }, object, up, whole }: NodeProps) => {
  const t = useWords(drawingWords)
  const label = useLabel()
  const locale = useLocale()
  const role = fieldOf(object, 'decisionRole')?.options?.find((one) => one.key === row.decisionRole)
  const name = recordTitle(object, row, locale)
  return (
    <li>
      <div className={`gs-person ${role === undefined ? '' : (tones[role.key] ?? '')}`}>
        <span className="gs-person-name">
          <Link to={`/o/${object.path}/${row.id}`} className="gs-ink">
            {name}
          </Link>
          {row.isPrimary === true && (
            <span role="img" aria-label={t('primary')} title={t('primary')} className="gs-mark">
              <Star aria-hidden />
            </span>
          )}
          {may(object, 'create') && row.deletedAt == null && row.ownerId != null && (
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('below', { name })}
              title={t('below', { name })}
              onClick={() =>
                openForm({
                  object: object.path,
                  initial: {
                    [whole]: row[whole] ?? null,
                    [whole.replace(/Id$/, '')]: row[whole.replace(/Id$/, '')] ?? null,
                    [up.name]: row.id,
                    [up.name.replace(/Id$/, '')]: { id: row.id, name },
                  },
                  onSaved: () => {},
                })
              }
            >
              <Plus aria-hidden />
            </button>
          )}
        </span>
        <span className="gs-muted gs-ellipsis">{typeof row.title === 'string' ? row.title : ''}</span>
        <span className="gs-person-role">{role === undefined ? t('noRole') : label(role.label)}</span>
      </div>
      {below.length > 0 && (
        <ul>
          {below.map((branch) => (
            <Node key={branch.row.id} branch={branch} object={object} up={up} whole={whole} />
          ))}
        </ul>
      )}
    </li>
  )
}
