import { Drawer } from 'antd'
import { Search, X } from 'lucide-react'
import { type PointerEvent, type ReactNode, useEffect, useState } from 'react'
import { showCommand } from '../command/open-command.ts'
import { commonWords } from '../common.words.ts'
import { useWidth } from '../media.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import './page.css'

interface PageProps {
  readonly header: ReactNode
  /** A row of filters or facts under the header, across the whole width. */
  readonly under?: ReactNode
  /** A `<RightPanel>`; pushes the content on wide screens. */
  readonly panel?: ReactNode
  /** The content scrolls by itself (lists); otherwise the page does. */
  readonly fixed?: boolean
  readonly children: ReactNode
}

/** One page in the frame: header 52, optional row, content, optional right panel. */
export const Page = ({ header, under, panel, fixed = false, children }: PageProps) => (
  <div className="gs-page">
    {header}
    {under}
    <div className="gs-page-body">
      <div className={`gs-page-content ${fixed ? 'is-fixed' : ''}`}>{children}</div>
      {panel}
    </div>
  </div>
)

interface PageHeaderProps {
  readonly title: ReactNode
  /** Said in the browser's tab; needed when `title` is not text. */
  readonly name?: string
  /** Beside the title, in tertiary ink. */
  readonly aside?: ReactNode
  /** View tabs or the like. */
  readonly tabs?: ReactNode
  readonly actions?: ReactNode
}

export const PageHeader = ({ title, name, aside, tabs, actions }: PageHeaderProps) => {
  const t = useWords(commonWords)
  const isPhone = useWidth() === 'phone'
  const said = name ?? (typeof title === 'string' ? title : '')
  const product = t('product')
  useEffect(() => {
    document.title = said === '' ? product : `${said} · ${product}`
  }, [said, product])
  return (
    <header className="gs-header">
      <h1 className="gs-title">{title}</h1>
      {aside !== undefined && <span className="gs-muted gs-ellipsis">{aside}</span>}
      {tabs !== undefined && <div className="gs-header-tabs">{tabs}</div>}
      {(actions !== undefined || isPhone) && (
        <div className="gs-header-acts">
          {isPhone && (
            <button
              type="button"
              className="gs-plain gs-icon-button"
              aria-label={t('search')}
              onClick={() => showCommand(true)}
            >
              <Search aria-hidden />
            </button>
          )}
          {actions}
        </div>
      )}
    </header>
  )
}

interface RightPanelProps {
  readonly title: ReactNode
  readonly label: string
  readonly onClose?: () => void
  readonly children: ReactNode
}

const least = 316
const most = 480

/** Beside the content from 1200 px, a drawer below, a sheet on the phone. Without `onClose` it stays, and stacks below the content. */
export const RightPanel = ({ title, label, onClose, children }: RightPanelProps) => {
  const width = useWidth()
  const t = useWords(commonWords)
  if (width === 'wide' || onClose === undefined)
    return (
      <SidePanel label={label} wide={width === 'wide'}>
        <div className="gs-panel-head">
          <div className="gs-panel-title">{title}</div>
          {onClose !== undefined && (
            <button type="button" className="gs-plain gs-icon-button" aria-label={t('close')} onClick={onClose}>
              <X aria-hidden />
            </button>
          )}
        </div>
        {children}
      </SidePanel>
    )
  return (
    <Drawer
      open
      onClose={onClose}
      title={title}
      placement={width === 'phone' ? 'bottom' : 'right'}
      size={width === 'phone' ? '80dvh' : 376}
      rootClassName={width === 'phone' ? 'gs-sheet' : ''}
      aria-label={label}
    >
      {children}
    </Drawer>
  )
}

const SidePanel = ({ label, wide, children }: { label: string; wide: boolean; children: ReactNode }) => {
  const { panelWidth } = usePreferences()
  const t = useWords(frameWords)
  const [dragged, setDragged] = useState<number | null>(null)
  const size = dragged ?? Math.min(most, Math.max(least, panelWidth))
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(size)
  }
  const move = (event: PointerEvent) => {
    if (dragged !== null) setDragged(Math.min(most, Math.max(least, window.innerWidth - event.clientX)))
  }
  const drop = () => {
    if (dragged !== null) setPreferences({ panelWidth: dragged })
    setDragged(null)
  }
  return (
    <aside className="gs-panel" aria-label={label} style={wide ? { width: size } : undefined}>
      {wide && (
        // biome-ignore lint/a11y/useSemanticElements: a splitter is not a thematic break
        <div
          className="gs-panel-grip"
          role="separator"
          aria-orientation="vertical"
          aria-label={t('resize')}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={size}
          tabIndex={0}
          onPointerDown={drag}
          onPointerMove={move}
          onPointerUp={drop}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowLeft' ? 20 : event.key === 'ArrowRight' ? -20 : 0
            if (step !== 0) setPreferences({ panelWidth: Math.min(most, Math.max(least, size + step)) })
          }}
        />
      )}
      {children}
    </aside>
  )
}
