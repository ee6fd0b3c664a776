import type { Label, Row } from '../../model/label.ts'
import { isEmpty } from '../../model/label.ts'
import type { Rule } from '../../model/rule.ts'

interface Point {
  readonly key: string
  readonly points: number
  readonly label: Label
  readonly holds: (row: Readonly<Row>) => boolean
}

/** Sources by which somebody came to us of their own accord. */
const warm: ReadonlySet<string> = new Set(['introduction', 'referral', 'partner', 'exhibition', 'website'])

/** 线索评分: what of a lead makes it likely, with the points each is worth; set by hand, shown with the score. */
export const scorePoints: readonly Point[] = [
  { key: 'phone', points: 30, label: { zh: '有电话', en: 'Phone' }, holds: (row) => !isEmpty(row.phone) },
  { key: 'company', points: 20, label: { zh: '有公司', en: 'Company' }, holds: (row) => !isEmpty(row.company) },
  {
    key: 'source',
    points: 20,
    label: { zh: '主动来源', en: 'Came to us' },
    holds: (row) => warm.has(String(row.source)),
  },
  {
    key: 'need',
    points: 20,
    label: { zh: '说明了需求', en: 'Says what it needs' },
    holds: (row) => !isEmpty(row.note),
  },
  { key: 'email', points: 5, label: { zh: '有邮箱', en: 'E-mail' }, holds: (row) => !isEmpty(row.email) },
  { key: 'region', points: 5, label: { zh: '有地区', en: 'Region' }, holds: (row) => !isEmpty(row.region) },
]

/** 线索有分数和依据 · A lead has a score, and what it stands on. */
export const leadScore: Rule = {
  object: 'leads',
  label: { zh: '线索评分等于所具备条件的分数之和', en: 'The score of a lead is the sum of what it has' },
  stage: 'change',
  run: (drafts) => {
    for (const { after } of drafts) {
      const held = scorePoints.filter((point) => point.holds(after))
      after.score = held.reduce((sum, point) => sum + point.points, 0)
      after.scoredBy = held.map((point) => point.key)
    }
  },
}
