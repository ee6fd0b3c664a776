import { useQuery } from '@tanstack/react-query'
import { Button, Segmented, Select } from 'antd'
import { ArrowLeft, Download, Printer } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Locale } from '../../model/label.ts'
import { fetchFile } from '../client.ts'
import { type ObjectMeta, useObject } from '../meta.ts'
import { type RecordRow, useRecords } from '../records.ts'
import { Failure, PageSkeleton } from '../states.tsx'
import { showProblem } from '../toast.tsx'
import { useLabel, useLocale, useWords } from '../words.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { printWords } from './print.words.ts'
import './print.css'

const builtIn = 'built-in'
const languages: readonly { readonly value: Locale; readonly label: string }[] = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
]

const save = (file: Blob, name: string) => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

interface DocumentPageProps {
  readonly object: ObjectMeta
  readonly id: string
}

/** A document as it goes to the customer: by which template, in which language; printed here or made a PDF. */
export const DocumentPage = ({ object, id }: DocumentPageProps) => {
  const on = useObject('print-templates')
  const templates = useRecords(
    'print-templates',
    { filter: { object: object.path }, sort: 'name', limit: 200 },
    on !== undefined,
  )
  if (on !== undefined && templates.data === undefined && templates.error === null) return <PageSkeleton />
  return <Shown object={object} id={id} templates={templates.data?.data ?? []} />
}

const Shown = ({ object, id, templates }: DocumentPageProps & { readonly templates: readonly RecordRow[] }) => {
  const t = useWords(printWords)
  const label = useLabel()
  const locale = useLocale()
  const navigate = useNavigate()
  const frame = useRef<HTMLIFrameElement>(null)
  const [template, setTemplate] = useState(templates.find((one) => one.isDefault === true)?.id ?? builtIn)
  const [language, setLanguage] = useState<Locale>(locale)
  const [busy, setBusy] = useState(false)
  const path = `/${object.path}/${id}/print`
  const { data, error, refetch } = useQuery({
    queryKey: ['print', object.path, id, template, language],
    queryFn: async () => (await fetchFile(path, { query: { format: 'html', template }, locale: language })).text(),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const title = t('document', { object: label(object.label) })
  useEffect(() => {
    document.title = title
  }, [title])
  const download = async () => {
    setBusy(true)
    try {
      const file = await fetchFile(path, { query: { format: 'pdf', template }, locale: language })
      save(file, `${frame.current?.contentDocument?.title || object.path}.pdf`)
    } catch (problem) {
      showProblem(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <main className="gs-desk">
      <div className="gs-desk-tools is-document">
        <Button icon={<ArrowLeft aria-hidden />} onClick={() => void navigate(`/o/${object.path}/${id}`)}>
          {t('back')}
        </Button>
        <div className="gs-desk-choices">
          <Select
            className="gs-desk-template"
            aria-label={t('template')}
            value={template}
            options={[
              { value: builtIn, label: t('builtIn') },
              ...templates.map((one) => ({ value: one.id, label: String(one.name) })),
            ]}
            onChange={setTemplate}
          />
          <Segmented
            aria-label={t('language')}
            value={language}
            options={[...languages]}
            onChange={(value) => setLanguage(value)}
          />
        </div>
        <Button
          icon={<Download aria-hidden />}
          loading={busy}
          disabled={data === undefined}
          onClick={() => void download()}
        >
          {busy ? t('making') : t('pdf')}
        </Button>
        <Button
          type="primary"
          icon={<Printer aria-hidden />}
          disabled={data === undefined}
          onClick={() => frame.current?.contentWindow?.print()}
        >
          {t('print')}
        </Button>
      </div>
      {error !== null ? (
        <Failure title={t('documentFailed')} error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PageSkeleton />
      ) : (
        <PaperFrame html={data} title={t('sheet')} frame={frame} />
      )}
    </main>
  )
}
