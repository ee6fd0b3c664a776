import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { Outlet, useNavigate, useNavigation } from 'react-router'
import { upload } from '../attachments/uploads.ts'
import { showCommand, useCommandOpen } from '../command/open-command.ts'
import { openForm, useAskedForm } from '../form-host.ts'
import { useKeys } from '../keys.ts'
import { useWidth } from '../media.ts'
import { fieldOf, useMe, useMeta } from '../meta.ts'
import { adoptPreferences, usePreferences } from '../preferences.ts'
import { usePush } from '../push/use-push.ts'
import { recordsChanged } from '../records.ts'
import { PageSkeleton } from '../states.tsx'
import { showToast } from '../toast.tsx'
import { switchLocale, useLocale, useWords } from '../words.ts'
import { frameWords } from './frame.words.ts'
import { useLive } from './live.ts'
import { navigation } from './navigation.ts'
import { PhoneTabs } from './PhoneTabs.tsx'
import { Shortcuts } from './Shortcuts.tsx'
import { SideBar } from './SideBar.tsx'
import './frame.css'
import './side.css'

const CommandBar = lazy(() => import('../command/CommandBar.tsx').then((m) => ({ default: m.CommandBar })))
const FormDrawer = lazy(() => import('../form/FormDrawer.tsx').then((m) => ({ default: m.FormDrawer })))

/** What stands around every page of somebody who is signed in. */
export const AppFrame = () => (
  <Suspense fallback={<FrameSkeleton />}>
    <Frame />
  </Suspense>
)

const Frame = () => {
  const me = useMe()
  const meta = useMeta()
  const width = useWidth()
  const locale = useLocale()
  const t = useWords(frameWords)
  const navigate = useNavigate()
  const busy = useNavigation().state !== 'idle'
  const { collapsed } = usePreferences()
  const commanding = useCommandOpen()
  const [helping, setHelping] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of the groups follow the language
  const groups = useMemo(() => navigation(meta, me), [meta, me, locale])

  // biome-ignore lint/correctness/useExhaustiveDependencies: adopted once, when somebody signs in
  useEffect(() => {
    adoptPreferences(me.preferences)
    if (me.locale !== locale) switchLocale(me.locale)
  }, [me.employee.id])

  useLive()
  usePush()
  const goes = Object.fromEntries(
    groups.flatMap((group) =>
      group.entries.flatMap((entry) => (entry.letter ? [[`g ${entry.letter}`, () => void navigate(entry.to)]] : [])),
    ),
  )
  useKeys({ ...goes, 'mod+k': () => showCommand(true), '?': () => setHelping(true) })

  return (
    <div className="gs-frame">
      <a href="#main" className="gs-skip">
        {t('skip')}
      </a>
      {width !== 'phone' && (
        <SideBar
          groups={groups}
          collapsed={width === 'narrow' || collapsed}
          forced={width === 'narrow'}
          onSearch={() => showCommand(true)}
        />
      )}
      <main id="main" className="gs-main" tabIndex={-1}>
        {busy && <div className="gs-progress" />}
        <Suspense fallback={<PageSkeleton />}>
          <Outlet />
        </Suspense>
      </main>
      {width === 'phone' && <PhoneTabs />}
      {commanding && (
        <Suspense fallback={null}>
          <CommandBar groups={groups} onClose={() => showCommand(false)} />
        </Suspense>
      )}
      <Shortcuts open={helping} onClose={() => setHelping(false)} />
      <FormHost />
    </div>
  )
}

const FormHost = () => {
  const asked = useAskedForm()
  const meta = useMeta()
  const navigate = useNavigate()
  const t = useWords(frameWords)
  if (asked === null) return null
  const object = meta.objects.find((candidate) => candidate.path === asked.object)
  return (
    <Suspense fallback={null}>
      <FormDrawer
        key={`${asked.object}/${asked.id ?? ''}`}
        object={asked.object}
        {...(asked.id === undefined ? {} : { id: asked.id })}
        {...(asked.initial === undefined ? {} : { initial: asked.initial })}
        {...(asked.photo === undefined ? {} : { photo: asked.photo })}
        onClose={() => openForm(null)}
        onSaved={(record, undo, photo) => {
          openForm(null)
          if (photo !== undefined) upload(asked.object, String(record.id), [photo])
          void recordsChanged(asked.object)
          if (asked.onSaved !== undefined) return asked.onSaved(record)
          const name = String(record[object?.title ?? 'name'] ?? (object === undefined ? '' : ''))
          // A follow-up has said itself what it did to the protection.
          if (asked.object === 'follow-ups' && asked.id === undefined) return
          const titled = object !== undefined && fieldOf(object, object.title) !== undefined && name !== ''
          if (titled) showToast({ text: t(asked.id === undefined ? 'created' : 'saved', { name }), undo: undo ?? null })
          if (asked.id === undefined && object?.kind === 'main')
            void navigate(`/o/${asked.object}/${String(record.id)}`)
        }}
      />
    </Suspense>
  )
}

const FrameSkeleton = () => (
  <div className="gs-frame" aria-busy="true">
    <div className="gs-side" />
    <main className="gs-main">
      <PageSkeleton />
    </main>
  </div>
)
