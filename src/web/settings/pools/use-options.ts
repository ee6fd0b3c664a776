import { fieldOf, useObject } from '../../meta.ts'
import { useLabel } from '../../words.ts'

/** The options of a field of customers as they are declared. */
export const useOptions = (name: string): readonly { readonly key: string; readonly text: string }[] => {
  const label = useLabel()
  const object = useObject('customers')
  const options = (object === undefined ? undefined : fieldOf(object, name))?.options ?? []
  return options.map((option) => ({ key: option.key, text: label(option.label) }))
}

/** The options that may have clocks of their own, by the setting of the pool. */
export const useClockOptions = () => ({
  byLevel: useOptions('level'),
  byClass: useOptions('class'),
  byProductLine: useOptions('productLine'),
})
