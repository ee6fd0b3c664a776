import type { Kernel } from '../../kernel/kernel.ts'
import type { Identity } from '../../model/object.ts'
import type { CompiledObject } from '../../model/registry.ts'
import type { IdentityState } from './policy.ts'

/** What every part of the engine works with. */
export interface IdentityParts {
  readonly kernel: () => Kernel
  readonly state: IdentityState
}

/** The objects that say who they are. */
export const identified = (kernel: Kernel): CompiledObject[] =>
  [...kernel.registry().objects.values()].filter((object) => object.def.traits.identity !== undefined)

export const identityOf = (object: CompiledObject): Identity => {
  const { identity } = object.def.traits
  if (identity === undefined) throw new Error(`${object.path} says nothing of who it is`)
  return identity
}
