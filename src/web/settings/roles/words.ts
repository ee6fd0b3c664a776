import type { Scope } from '../../../model/object.ts'
import type { ObjectMeta } from '../../meta.ts'
import { useLabel, useWords } from '../../words.ts'
import { roleWords } from './roles.words.ts'

const says = {
  none: 'saysNone',
  owner: 'saysOwner',
  member: 'saysMember',
  ownerDepartment: 'saysOwnerDepartment',
  memberDepartment: 'saysMemberDepartment',
  all: 'saysAll',
} as const

const known = [
  'read',
  'update',
  'delete',
  'purge',
  'assign',
  'export',
  'import',
  'print',
  'reveal',
  'manage',
  'set-password',
] as const
type Known = (typeof known)[number]

/** Names of verbs and steps, and what a step means in words. */
export const useRightWords = () => {
  const t = useWords(roleWords)
  const label = useLabel()
  const verb = (object: ObjectMeta, name: string): string => {
    if (name === 'create') return t('createVerb')
    if ((known as readonly string[]).includes(name)) return t(name as Known)
    const action = object.actions.find((candidate) => candidate.name === name)
    return action === undefined ? name : label(action.label)
  }
  const short = (object: ObjectMeta, name: string): string =>
    name === 'delete' ? t('shortDelete') : name === 'reveal' ? t('shortReveal') : verb(object, name)
  const means = (scope: Scope, steps: readonly Scope[]): string =>
    steps.length === 2 && scope === 'all' ? t('saysYes') : t(says[scope])
  return { t, verb, short, means }
}
