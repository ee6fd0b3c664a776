import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { ArrowLeft, Printer } from 'lucide-react'
import { type CSSProperties, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { api } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { useMe, useObject } from '../meta.ts'
import { recordTitle } from '../record-title.ts'
import type { RecordRow } from '../records.ts'
import { Empty, Failure, PageSkeleton } from '../states.tsx'
import { paperVariables } from '../theme/variables.ts'
import { useLabel, useLocale, useWords } from '../words.ts'
import { DocumentPage } from './DocumentPage.tsx'
import { printWords } from './print.words.ts'
import { type Room, Sheet } from './Sheet.tsx'
import './print.css'

export interface SheetPart {
  readonly object: string
  readonly field: string
  /** The people and what was said with them, before all else. */
  readonly main: boolean
  readonly rows: readonly RecordRow[]
  readonly total: number
}

export interface SheetData {
  readonly record: RecordRow
  readonly parts: readonly SheetPart[]
  readonly printedAt: string
  readonly by: { readonly id: string; readonly name: string }
}

/** How many rows the people and talks, and how many all else may have; the most that one page takes is shown. */
const rooms: readonly Room[] = [
  { main: 6, other: 4 },
  { main: 6, other: 3 },
  { main: 6, other: 2 },
  { main: 5, other: 2 },
  { main: 5, other: 1 },
  { main: 4, other: 1 },
  { main: 3, other: 1 },
  { main: 2, other: 1 },
  { main: 1, other: 1 },
]

/** What a record is on paper: a document of its own, or its card. */
export const PrintPage = () => (
  <Suspense fallback={<PageSkeleton />}>
    <Chosen />
  </Suspense>
)

const Chosen = () => {
  const { object: path = '', id = '' } = useParams()
  const object = useObject(path)
  return object?.traits.printed === undefined ? <Loaded /> : <DocumentPage object={object} id={id} />
}

/** 档案卡: one record on one sheet of A4, to look at and to print. */
const Loaded = () => {
  const { object: path = '', id = '' } = useParams()
  const object = useObject(path)
  const t = useWords(printWords)
  const common = useWords(commonWords)
  const { data, error, refetch } = useQuery({
    queryKey: ['print', path, id],
    queryFn: () => api.get<SheetData>(`/${path}/${id}/print`),
    enabled: object !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  if (object === undefined) return <Empty title={common('notFoundTitle')} text={common('notFoundText')} />
  if (data !== undefined) return <Shown path={path} data={data} />
  return error === null ? (
    <PageSkeleton />
  ) : (
    <main className="gs-desk">
      <Failure title={t('failed')} error={error} onRetry={() => void refetch()} />
    </main>
  )
}

const Shown = ({ path, data }: { path: string; data: SheetData }) => {
  const object = useObject(path)!
  const t = useWords(printWords)
  const label = useLabel()
  const locale = useLocale()
  const me = useMe()
  const navigate = useNavigate()
  const paper = useRef<HTMLElement>(null)
  const [room, setRoom] = useState(0)
  const name = recordTitle(object, data.record, locale)
  const title = t('title', { object: label(object.label) })
  useEffect(() => {
    document.title = `${name} · ${title}`
  }, [name, title])
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again after every step
  useLayoutEffect(() => {
    const sheet = paper.current
    if (sheet !== null && sheet.scrollHeight > sheet.clientHeight + 1 && room < rooms.length - 1) setRoom(room + 1)
  }, [room, data, locale])
  return (
    <main className="gs-desk">
      <div className="gs-desk-tools">
        <Button icon={<ArrowLeft aria-hidden />} onClick={() => navigate(`/o/${path}/${data.record.id}`)}>
          {t('back')}
        </Button>
        <span className="gs-muted">{t('paper')}</span>
        <Button type="primary" icon={<Printer aria-hidden />} onClick={() => window.print()}>
          {t('print')}
        </Button>
      </div>
      <article className="gs-sheet" ref={paper} style={paperVariables as CSSProperties}>
        <Sheet
          object={object}
          data={data}
          company={me.company.name}
          title={title}
          room={rooms[room] ?? { main: 1, other: 1 }}
        />
      </article>
    </main>
  )
}
