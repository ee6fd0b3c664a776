import type { Row } from '../src/model/label.ts'
import { contactRelations } from '../src/modules/customers/contact-relations.object.ts'
import { customerRelations } from '../src/modules/customers/customer-relations.object.ts'
import type { Dossier } from './dossier.ts'
import { idOf, type Kind, kinds } from './identifiers.ts'
import { closely } from './standing.ts'
import type { World } from './world.ts'

const later = (a: Row, b: Row): string => {
  const [one, two] = [String(a.createdAt), String(b.createdAt)]
  return one > two ? one : two
}

interface Tie {
  readonly kind: string
  readonly from: Row
  readonly to: Row
}

/** A tie as both sides tell it, as the relations engine writes it. */
const bothSides = (
  world: World,
  { kind, from, to }: Tie,
  how: { readonly object: typeof customerRelations; readonly id: Kind; readonly number: number },
): Row[] => {
  const { on, inverse } = how.object.traits.relates!
  const at = later(from, to)
  const side = (a: Row, b: Row, name: string, half: number): Row => ({
    id: idOf(world.seed, how.id, how.number * 2 + half),
    version: 1,
    createdAt: at,
    updatedAt: at,
    createdById: from.ownerId ?? null,
    deletedAt: null,
    ownerId: from.ownerId ?? null,
    departmentId: from.departmentId ?? null,
    [on]: a.id ?? null,
    kind: name,
    otherId: b.id ?? null,
  })
  return [side(from, to, kind, 0), side(to, from, inverse[kind]!, 1)]
}

const known = ['classmate', 'formerColleague', 'introducedBy', 'introducedBy', 'townsman', 'friend'] as const

/**
 * Ties among the customers of one owner and among the people there, and who introduced whom; `from` is the number of the
 * first dossier. Both sides belong to the same salesperson, who sees them.
 */
export const tiesAmong = (
  world: World,
  dossiers: readonly Dossier[],
  from: number,
): { customers: Row[]; contacts: Row[] } => {
  const byOwner = new Map<string, { dossier: Dossier; index: number }[]>()
  for (const [i, dossier] of dossiers.entries()) {
    const owner = dossier.customer.ownerId
    if (typeof owner === 'string' && from + i < closely)
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), { dossier, index: from + i }])
  }
  const customers: Row[] = []
  const contacts: Row[] = []
  for (const mine of byOwner.values()) {
    const tied = new Set<string>()
    for (const [at, { dossier, index }] of mine.entries()) {
      const random = world.random.restart(kinds.customerTie, index)
      const other = mine[random.whole(0, mine.length - 1)]!.dossier
      if (other === dossier) continue
      const key = [dossier, other]
        .map((one) => String(one.customer.id))
        .sort()
        .join()
      if (random.chance(0.3) && !tied.has(key)) {
        tied.add(key)
        const kind =
          dossier.customer.class === 'distributor'
            ? 'supplies'
            : random.pick(['cooperates', 'parent', 'introduced', 'competes', 'supplies'] as const)
        customers.push(
          ...bothSides(
            world,
            { kind, from: dossier.customer, to: other.customer },
            {
              object: customerRelations,
              id: 'customerTie',
              number: index,
            },
          ),
        )
      }
      const [me, friend] = [dossier.contacts[0], mine[(at + 1 + random.whole(0, 4)) % mine.length]!.dossier.contacts[0]]
      if (me !== undefined && friend !== undefined && me !== friend && random.chance(0.45)) {
        const name = [me, friend]
          .map((one) => String(one.id))
          .sort()
          .join()
        if (!tied.has(name))
          contacts.push(
            ...bothSides(
              world,
              { kind: random.pick(known), from: me, to: friend },
              {
                object: contactRelations,
                id: 'contactTie',
                number: index,
              },
            ),
          )
        tied.add(name)
      }
      if (
        friend !== undefined &&
        friend !== me &&
        ['referral', 'peer', 'association'].includes(String(dossier.customer.source))
      )
        dossier.customer.introducerId = friend.id ?? null
    }
  }
  return { customers, contacts }
}
