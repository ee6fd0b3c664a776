import type { ApproveNode, CopyNode, Who } from '../../../model/flow.ts'
import type { ObjectMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { flowWords } from './flows.words.ts'

/** Who stands at a node, in words. */
export const WhoText = ({ node, object }: { node: ApproveNode | CopyNode; object: ObjectMeta }) => {
  const t = useWords(flowWords)
  const label = useLabel()
  const people = useAll('employees', { fields: ['name'] }).data ?? []
  const roles = useAll('roles', { fields: ['name'] }).data ?? []
  const names = (ids: readonly string[], all: typeof people) =>
    ids.map((id) => textOf(all.find((one) => one.id === id) ?? { id }, 'name')).join('、')
  const said = (who: Who): string => {
    switch (who.kind) {
      case 'employees':
        return who.ids.length === 0 ? t('nobody') : names(who.ids, people)
      case 'roles':
        return who.ids.length === 0 ? t('nobody') : names(who.ids, roles)
      case 'head':
        return who.up === 0 ? t('who_head') : `${t('who_head')} · ${t('upLevels', { count: who.up })}`
      case 'superiors':
        return `${t('who_superiors')} · ${t('levels', { count: who.levels })}`
      case 'field': {
        const field = object.fields.find((one) => one.name === who.field)
        return field === undefined ? who.field : label(field.label)
      }
      default:
        return t('who_choice')
    }
  }
  const several = node.kind === 'approve' && (node.who.length > 1 || node.who.some((who) => who.kind !== 'head'))
  return (
    <span className="gs-flow-who">
      {node.who.map(said).join('、')}
      {node.kind === 'approve' && several && <span className="gs-muted"> · {t(`how_${node.how}`)}</span>}
      {node.kind === 'approve' && node.hours !== undefined && <span className="gs-muted"> · {node.hours} h</span>}
    </span>
  )
}
