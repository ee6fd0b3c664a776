import { Segmented } from 'antd'
import { ChevronRight } from 'lucide-react'
import { Link } from 'react-router'
import type { ParentsRule } from '../../../model/object.ts'
import { type ObjectMeta, useObject } from '../../meta.ts'
import { Empty } from '../../states.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf } from '../all.ts'
import { Loaded, Section, Setting, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { FieldRights } from './FieldRights.tsx'
import { hasParents, parentsOf, type RoleRights, rightsOf, scopeOf, withParents } from './rights.ts'
import { ScopeGrid } from './ScopeGrid.tsx'
import { type ChangeRole, useRole, useRoleCounts } from './use-role.ts'
import { useRightWords } from './words.ts'

export interface RoleObjectProps {
  readonly name: string
  readonly count: number
  readonly rights: RoleRights
  readonly object: ObjectMeta
  readonly change: ChangeRole
}

/** One role and one object: every action with its reach, and the fields. */
export const RoleObject = ({ id, path }: { id: string; path: string }) => {
  const s = useWords(settingsWords)
  const { t } = useRightWords()
  const label = useLabel()
  const object = useObject(path)
  const { query, change } = useRole(id)
  const count = useRoleCounts()(id)
  const name = query.data === undefined ? '…' : textOf(query.data, 'name')
  if (object === undefined) return <Empty title={t('notFound')} />
  return (
    <Topic
      wide
      title={
        <>
          <Link to="/settings/roles" className="gs-crumb">
            {s('roles')}
          </Link>
          <ChevronRight aria-hidden className="gs-crumb" />
          <Link to={`/settings/roles/${id}`} className="gs-crumb">
            {name}
          </Link>
          <ChevronRight aria-hidden className="gs-crumb" />
          {label(object.label)}
        </>
      }
      lead={t('roleLead', { count })}
    >
      <Loaded query={query}>
        {(role) => {
          const props = { name, count, object, change, rights: rightsOf(role) }
          return (
            <>
              <Section title={t('matrix')} {...(object.traits.owned === true ? { text: t('includes') } : {})}>
                <ScopeGrid {...props} />
                {hasParents(object) && <Parents {...props} />}
              </Section>
              <FieldRights {...props} />
            </>
          )
        }}
      </Loaded>
    </Topic>
  )
}

const words = {
  none: ['parentsNone', 'saysParentsNone'],
  owned: ['parentsOwned', 'saysParentsOwned'],
  visible: ['parentsVisible', 'saysParentsVisible'],
} as const

const Parents = ({ name, rights, object, change }: RoleObjectProps) => {
  const { t } = useRightWords()
  const label = useLabel()
  const rule = parentsOf(rights, object.path)
  const allowed = scopeOf(rights, object.path, 'read') !== 'none'
  return (
    <Setting title={t('parents')} text={`${t('parentsText', { object: label(object.label) })}：${t(words[rule][1])}`}>
      <Segmented<ParentsRule>
        disabled={!allowed}
        value={rule}
        options={(['none', 'owned', 'visible'] as const).map((value) => ({ value, label: t(words[value][0]) }))}
        onChange={(next) =>
          change(
            (present) => withParents(present, object.path, next),
            t('parentsSaid', { role: name, object: label(object.label), rule: t(words[next][1]) }),
          )
        }
      />
    </Setting>
  )
}
