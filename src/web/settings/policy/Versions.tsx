import { useWebContext } from '../../field.tsx'
import { useWords } from '../../words.ts'
import { Moment, Section, SmallTable } from '../parts.tsx'
import type { PolicyAnswer, PolicyVersion } from './policy.ts'
import { policyWords } from './policy.words.ts'

/** Every version there was, and those to come. */
export const Versions = ({ answer }: { answer: PolicyAnswer }) => {
  const t = useWords(policyWords)
  const { now } = useWebContext()
  return (
    <Section title={t('versions')}>
      <SmallTable<PolicyVersion>
        label={t('versions')}
        rows={answer.versions}
        keyOf={(one) => String(one.version)}
        columns={[
          {
            key: 'version',
            title: t('version'),
            cell: (one) => (
              <span className="gs-inline">
                v{one.version}
                {one.version === answer.version && <span className="gs-tag is-good">{t('inForce')}</span>}
                {one.version !== answer.version && Date.parse(one.effectiveAt) > now && (
                  <span className={one.superseded === true ? 'gs-tag' : 'gs-tag is-info'}>
                    {t(one.superseded === true ? 'superseded' : 'coming')}
                  </span>
                )}
              </span>
            ),
          },
          { key: 'effective', title: t('effective'), cell: (one) => <Moment at={one.effectiveAt} /> },
          { key: 'published', title: t('published'), wide: true, cell: (one) => <Moment at={one.publishedAt} /> },
          { key: 'by', title: t('by'), cell: (one) => one.publishedBy?.name ?? t('system') },
        ]}
      />
    </Section>
  )
}
