import { useQuery } from '@tanstack/react-query'
import { api, type Page } from '../client.ts'
import { Loaded, SmallTable } from '../settings/parts.tsx'
import { useWords } from '../words.ts'
import type { ImportFailure } from './import-run.ts'
import { importWords } from './importing.words.ts'

/** Which row and column, what stood there, and why it did not go in. */
export const FailureTable = ({ id, version }: { id: string; version: string }) => {
  const t = useWords(importWords)
  const query = useQuery({
    queryKey: ['import-failures', id, version],
    queryFn: () => api.get<Page<ImportFailure>>(`/imports/${id}/failures`, { query: { format: 'json' } }),
  })
  return (
    <Loaded query={query}>
      {({ data, page }) =>
        data.length === 0 ? (
          <p className="gs-muted">{t('nothingFailed')}</p>
        ) : (
          <>
            <SmallTable<ImportFailure>
              label={t('failures')}
              rows={data}
              keyOf={(failure) => `${failure.row}/${failure.column ?? ''}/${failure.code}`}
              columns={[
                { key: 'row', title: t('row'), cell: (failure) => failure.row },
                { key: 'column', title: t('failedColumn'), cell: (failure) => failure.column ?? '' },
                {
                  key: 'value',
                  title: t('value'),
                  wide: true,
                  cell: (failure) => <span className="gs-muted">{failure.value ?? ''}</span>,
                },
                { key: 'reason', title: t('reason'), cell: (failure) => failure.message },
              ]}
            />
            {page.next !== null && (
              <p className="gs-help">
                {t('moreFailures', { total: page.total.value.toLocaleString('en'), count: data.length })}
              </p>
            )}
          </>
        )
      }
    </Loaded>
  )
}
