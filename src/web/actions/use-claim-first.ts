import { may, useObject } from '../meta.ts'
import { showProblem } from '../toast.tsx'
import { useLocale } from '../words.ts'
import { runOne } from './run.ts'

interface Claimed {
  readonly id: string
  readonly name: string
}

/** Claims the customer on which something was refused because it lies in the pool, and then tries that again. */
export const useClaimFirst = (): ((customer: Claimed, again: () => void) => Promise<void>) | undefined => {
  const object = useObject('customers')
  const locale = useLocale()
  const action = object?.actions.find((one) => one.name === 'claim')
  if (object === undefined || action === undefined || !may(object, 'claim')) return undefined
  return async ({ id, name }, again) => {
    try {
      await runOne({ object, action, input: {}, locale, id, name })
    } catch (error) {
      return showProblem(error)
    }
    again()
  }
}
