import { ChevronRight } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { verbs } from '../../../model/object.ts'
import { useWidth } from '../../media.ts'
import { type ObjectMeta, useMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { type Column, Loaded, Section, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { functionsOf, type RoleRights, rightsOf, scopeOf, stepsOf } from './rights.ts'
import { useRole, useRoleCounts } from './use-role.ts'
import { useRightWords } from './words.ts'
import './roles.css'

/** One role over all objects. */
export const RoleOverview = ({ id }: { id: string }) => {
  const s = useWords(settingsWords)
  const { t } = useRightWords()
  const { query } = useRole(id)
  const countOf = useRoleCounts()
  return (
    <Topic
      wide
      title={
        <>
          <Link to="/settings/roles" className="gs-crumb">
            {s('roles')}
          </Link>
          <ChevronRight aria-hidden className="gs-crumb" />
          {query.data === undefined ? '…' : textOf(query.data, 'name')}
        </>
      }
      lead={t('roleLead', { count: countOf(id) })}
    >
      <Loaded query={query}>{(role) => <Matrix id={id} rights={rightsOf(role)} />}</Loaded>
    </Topic>
  )
}

const Matrix = ({ id, rights }: { id: string; rights: RoleRights }) => {
  const { t, short } = useRightWords()
  const label = useLabel()
  const navigate = useNavigate()
  const phone = useWidth() === 'phone'
  const { objects } = useMeta()
  const has = (object: ObjectMeta, verb: string) =>
    functionsOf(object, rights.functions[object.path] ?? []).includes(verb)
  const columns: readonly Column<ObjectMeta>[] = (phone ? (['read'] as const) : verbs).map((verb) => ({
    key: verb,
    title: short(objects[0]!, verb),
    cell: (object) => (has(object, verb) ? <Step rights={rights} object={object} verb={verb} /> : null),
  }))
  const extra: readonly Column<ObjectMeta>[] = [
    {
      key: 'others',
      title: t('others'),
      right: true,
      wide: true,
      cell: (object) => {
        const others = functionsOf(object, rights.functions[object.path] ?? []).filter(
          (name) => !(verbs as readonly string[]).includes(name),
        )
        const given = others.filter((name) => scopeOf(rights, object.path, name) !== 'none')
        return others.length === 0 ? null : `${given.length} / ${others.length}`
      },
    },
    {
      key: 'fields',
      title: t('limited'),
      right: true,
      wide: true,
      cell: (object) => Object.keys(rights.fields[object.path] ?? {}).length || null,
    },
  ]
  const open = (object: ObjectMeta) => `/settings/roles/${id}/${object.path}`
  return (
    <Section title={t('matrix')} text={t('matrixText')}>
      <div className="gs-matrix">
        <SmallTable<ObjectMeta>
          label={t('matrix')}
          rows={objects}
          keyOf={(object) => object.path}
          onOpen={(object) => void navigate(open(object))}
          columns={[
            {
              key: 'object',
              title: t('object'),
              cell: (object) => (
                <Link to={open(object)} onClick={(event) => event.stopPropagation()}>
                  {label(object.label)}
                </Link>
              ),
            },
            ...columns,
            ...extra,
          ]}
        />
      </div>
    </Section>
  )
}

const Step = ({ rights, object, verb }: { rights: RoleRights; object: ObjectMeta; verb: string }) => {
  const { t } = useRightWords()
  const scope = scopeOf(rights, object.path, verb)
  if (scope === 'none') return <span className="gs-muted">—</span>
  if (stepsOf(object, verb).length === 2) return <span className="gs-check">✓</span>
  return <span className={scope === 'all' ? 'gs-strong' : ''}>{t(scope)}</span>
}
