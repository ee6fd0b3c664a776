import { firstPolicy, type Policy } from '../src/engines/ownership/policy.ts'
import { capacity } from './organisation.ts'
import { empty } from './words/follow-ups.ts'

/** The rules of the sample company: 50 customers each, those that have bought not counted. */
export const samplePolicy: Policy = {
  ...firstPolicy,
  capacity: { ...firstPolicy.capacity, default: capacity, excludes: { dealStatus: ['dealt', 'repeat'] } },
  validFollowUp: {
    ...firstPolicy.validFollowUp,
    genericTexts: [...new Set([...firstPolicy.validFollowUp.genericTexts, ...empty])],
    minCallSeconds: 60,
  },
  lockLimit: 5,
  revealLimit: 100,
}
