import { fieldOf, useObject } from '../../meta.ts'
import { useLabel } from '../../words.ts'

/** The levels of customers as they are declared. */
export const useLevels = (): readonly { readonly key: string; readonly text: string }[] => {
  const label = useLabel()
  const object = useObject('customers')
  const options = (object === undefined ? undefined : fieldOf(object, 'level'))?.options ?? []
  return options.map((option) => ({ key: option.key, text: label(option.label) }))
}
