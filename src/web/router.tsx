import { Button } from 'antd'
import { type ComponentType, lazy, Suspense } from 'react'
import { createBrowserRouter, type RouteObject, useNavigate, useRouteError } from 'react-router'
import { ApiProblem, onSignedOut } from './client.ts'
import { commonWords } from './common.words.ts'
import { AppFrame } from './frame/AppFrame.tsx'
import { Page, PageHeader } from './frame/Page.tsx'
import { queryClient } from './query.ts'
import { Empty, Failure, PageSkeleton } from './states.tsx'
import { useWords } from './words.ts'

const page = (load: () => Promise<ComponentType>) => {
  const Lazy = lazy(async () => ({ default: await load() }))
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Lazy />
    </Suspense>
  )
}

const list = page(async () => (await import('./list/ListPage.tsx')).ListPage)
const record = page(async () => (await import('./record/RecordPage.tsx')).RecordPage)
const settings = page(async () => (await import('./settings/SettingsPage.tsx')).SettingsPage)
const workbench = page(async () => (await import('./workbench/WorkbenchPage.tsx')).WorkbenchPage)
const calendar = page(async () => (await import('./calendar/CalendarPage.tsx')).CalendarPage)
const pool = page(async () => (await import('./pool/PoolPage.tsx')).PoolPage)
const importing = page(async () => (await import('./importing/ImportPage.tsx')).ImportPage)
const handOver = page(async () => (await import('./hand-over/HandOverPage.tsx')).HandOverPage)
const report = page(async () => (await import('./report/ReportPage.tsx')).ReportPage)
const poolUse = page(async () => (await import('./insight/PoolUsePage.tsx')).PoolUsePage)
const funnel = page(async () => (await import('./insight/FunnelPage.tsx')).FunnelPage)
const spread = page(async () => (await import('./insight/SpreadPage.tsx')).SpreadPage)
const rules = page(async () => (await import('./rules/RulesPage.tsx')).RulesPage)
const duplicates = page(async () => (await import('./duplicates/DuplicatesPage.tsx')).DuplicatesPage)
const merging = page(async () => (await import('./duplicates/MergePage.tsx')).MergePage)
const notifications = page(async () => (await import('./notifications/NotificationsPage.tsx')).NotificationsPage)
const print = page(async () => (await import('./print/PrintPage.tsx')).PrintPage)
const signIn = page(async () => (await import('./sign-in/SignInPage.tsx')).SignInPage)
const setup = page(async () => (await import('./setup/SetupPage.tsx')).SetupPage)

const NotFound = () => {
  const t = useWords(commonWords)
  const navigate = useNavigate()
  return (
    <Page header={<PageHeader title={t('notFoundTitle')} />}>
      <Empty title={t('notFoundTitle')} text={t('notFoundText')}>
        <Button type="primary" onClick={() => navigate('/')}>
          {t('toWorkbench')}
        </Button>
      </Empty>
    </Page>
  )
}

const Broken = () => {
  const error = useRouteError()
  const t = useWords(commonWords)
  if (error instanceof ApiProblem && error.status === 401) return null
  return (
    <div style={{ maxWidth: 560, margin: '10vh auto' }}>
      <Failure title={t('failedTitle')} error={error} onRetry={() => location.reload()} />
    </div>
  )
}

const inFrame: RouteObject[] = [
  { index: true, element: workbench },
  { path: 'o/:object', element: list },
  { path: 'o/:object/:id', element: record },
  { path: 'calendar', element: calendar },
  { path: 'pool', element: pool },
  { path: 'import', element: importing },
  { path: 'import/:id', element: importing },
  { path: 'settings/*', element: settings },
  { path: 'notifications', element: notifications },
  { path: 'hand-over/:id', element: handOver },
  { path: 'report', element: report },
  { path: 'pool/use', element: poolUse },
  { path: 'distribution', element: spread },
  { path: 'funnel', element: funnel },
  { path: 'rules', element: rules },
  { path: 'duplicates', element: duplicates },
  { path: 'duplicates/merge', element: merging },
  { path: '*', element: <NotFound /> },
]

/** Every address of the pages; modules add their own inside the frame. */
export const createRouter = (extra: readonly RouteObject[] = []) => {
  const router = createBrowserRouter([
    { path: '/sign-in', element: signIn, errorElement: <Broken /> },
    { path: '/print/:object/:id', element: print, errorElement: <Broken /> },
    { path: '/setup', element: setup, errorElement: <Broken /> },
    {
      path: '/',
      element: <AppFrame />,
      errorElement: <Broken />,
      children: [{ errorElement: <Broken />, children: [...extra, ...inFrame] }],
    },
  ])
  onSignedOut(() => {
    const { pathname, search } = router.state.location
    if (pathname === '/sign-in' || pathname === '/setup') return
    queryClient.clear()
    const to = pathname + search
    void router.navigate(to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`, { replace: true })
  })
  return router
}
