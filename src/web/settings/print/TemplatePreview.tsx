import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiProblem, fetchFile } from '../../client.ts'
import type { ObjectMeta } from '../../meta.ts'
import { PaperFrame } from '../../print/PaperFrame.tsx'
import { Failure, PageSkeleton } from '../../states.tsx'
import { useLabel, useLocale, useWords } from '../../words.ts'
import { printSettingsWords } from './print-settings.words.ts'
import type { Draft } from './template.data.ts'

/** The same value once it has rested for a moment. */
const useRested = <T,>(value: T): T => {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 400)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** What the template makes of a real record, as it is typed. */
export const TemplatePreview = ({ draft, object }: { draft: Draft; object: ObjectMeta }) => {
  const t = useWords(printSettingsWords)
  const label = useLabel()
  const locale = useLocale()
  const { name: _name, isDefault: _isDefault, ...sheet } = useRested(draft)
  const { data, error, refetch } = useQuery({
    queryKey: ['print-preview', sheet, locale],
    queryFn: async () => (await fetchFile('/print/preview', { body: sheet })).text(),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  const faults = error instanceof ApiProblem ? error.errors.map((fault) => fault.message) : []
  return (
    <section className="gs-template-preview" aria-label={t('preview')}>
      <h3>{t('preview')}</h3>
      <p className="gs-part-text">{t('previewText', { object: label(object.label) })}</p>
      {faults.map((fault) => (
        <p key={fault} className="gs-fault" role="alert">
          {fault}
        </p>
      ))}
      {error !== null && faults.length === 0 && (
        <Failure title={t('preview')} error={error} onRetry={() => void refetch()} />
      )}
      {data !== undefined ? <PaperFrame html={data} title={t('preview')} /> : error === null && <PageSkeleton />}
    </section>
  )
}
