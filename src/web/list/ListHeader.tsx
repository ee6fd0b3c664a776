import { Button, Dropdown } from 'antd'
import { Download, IdCard, Plus, Upload } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { cardWords } from '../cards/cards.words.ts'
import { openForm } from '../form-host.ts'
import { PageHeader } from '../frame/Page.tsx'
import { useWidth } from '../media.ts'
import { may, type ObjectMeta } from '../meta.ts'
import { useObjectName } from '../object-name.ts'
import { useWords } from '../words.ts'
import type { ExportFormat } from './export-list.ts'
import { listWords } from './list.words.ts'
import type { ListState } from './list-state.ts'
import { ViewTabs } from './ViewTabs.tsx'

const ReadCard = lazy(() => import('../cards/ReadCard.tsx').then((m) => ({ default: m.ReadCard })))

interface ListHeaderProps {
  readonly object: ObjectMeta
  readonly state: ListState
  readonly onExport: (format: ExportFormat) => void
}

export const ListHeader = ({ object, state, onExport }: ListHeaderProps) => {
  const t = useWords(listWords)
  const width = useWidth()
  const navigate = useNavigate()
  const wide = width === 'wide'
  const name = useObjectName(object)
  const card = useWords(cardWords)
  const [reading, setReading] = useState(false)
  const create = may(object, 'create') && (
    <Button
      type="primary"
      icon={<Plus aria-hidden />}
      aria-label={t('create', { object: name.one })}
      onClick={() => openForm({ object: object.path })}
    >
      {width !== 'phone' && (
        <>
          {t('create', { object: name.one })} <kbd className="gs-kbd">C</kbd>
        </>
      )}
    </Button>
  )
  return (
    <PageHeader
      title={name.heading}
      {...(width === 'phone' ? {} : { tabs: <ViewTabs object={object} state={state} /> })}
      actions={
        <>
          {object.traits.card !== undefined && may(object, 'create') && (
            <Button
              type="text"
              icon={<IdCard aria-hidden />}
              aria-label={card('open')}
              onClick={() => setReading(true)}
            >
              {wide && card('open')}
            </Button>
          )}
          {reading && (
            <Suspense fallback={null}>
              <ReadCard object={object} onClose={() => setReading(false)} />
            </Suspense>
          )}
          {width !== 'phone' && object.traits.importable === true && may(object, 'import') && (
            <Button
              type="text"
              icon={<Upload aria-hidden />}
              aria-label={t('import')}
              onClick={() => navigate(`/import?object=${object.path}`)}
            >
              {wide && t('import')}
            </Button>
          )}
          {width !== 'phone' && may(object, 'export') && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'xlsx', label: t('exportXlsx') },
                  { key: 'csv', label: t('exportCsv') },
                  ...(object.traits.card === undefined ? [] : [{ key: 'vcf', label: t('exportVcf') }]),
                ],
                onClick: ({ key }) => onExport(key as ExportFormat),
              }}
            >
              <Button type="text" icon={<Download aria-hidden />} aria-label={t('export')}>
                {wide && t('export')}
              </Button>
            </Dropdown>
          )}
          {create}
        </>
      }
    />
  )
}
