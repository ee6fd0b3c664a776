import { isOutcome, mayCall, type Outbound, post } from './outbound.ts'

/** Telling services of one's own: only those this process was allowed to call when it started. */
export const webhooks = (outbound: Outbound) => ({
  mayPost: (url: string): boolean => mayCall(url, outbound),
  post: async (url: string, body: string): Promise<string | undefined> => {
    if (!mayCall(url, outbound)) return 'the host may not be called'
    const answer = await post({ url, headers: { 'content-type': 'application/json' }, body }, outbound)
    if (isOutcome(answer)) return `${new URL(url).host} was not reached`
    return answer.status < 300 ? undefined : `${new URL(url).host} answered ${answer.status}`
  },
})
