import { Languages, type LucideIcon, Moon, PanelLeft, PencilLine, Plus, Settings, Sun } from 'lucide-react'
import { openForm } from '../form-host.ts'
import { creatable, type Group, iconOf } from '../frame/navigation.ts'
import type { Meta } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { preferences, setPreferences } from '../preferences.ts'
import { type Say, switchLocale } from '../words.ts'
import type { commandWords } from './command.words.ts'

/** One line of the command bar. */
export interface Command {
  readonly key: string
  readonly group: string
  readonly icon: LucideIcon
  readonly title: string
  readonly hint?: string
  /** What it is at once: mine, pooled, somebody's. */
  readonly state?: string
  readonly keys?: readonly string[]
  /** Where Enter goes; commands with an address can open in a new tab. */
  readonly to?: string
  readonly run?: () => void
  /** What the searched text matched. */
  readonly matched?: string
}

type T = Say<(typeof commandWords)['keys'][number]>

interface Known {
  readonly meta: Meta
  readonly groups: readonly Group[]
  readonly locale: 'zh' | 'en'
  readonly t: T
}

/** What can be done and where one can go, whatever is typed. */
export const knownCommands = ({ meta, groups, locale, t }: Known): readonly Command[] => {
  const pages = groups.flatMap((group) =>
    group.entries.map(
      (entry): Command => ({
        key: `page:${entry.key}`,
        group: t('pages'),
        icon: entry.icon,
        title: typeof entry.label === 'string' ? entry.label : entry.label[locale],
        to: entry.to,
        ...(entry.letter === undefined ? {} : { keys: ['G', entry.letter.toUpperCase()] }),
      }),
    ),
  )
  const creations = creatable(meta).map(
    ({ object, label }): Command => ({
      key: `create:${object}`,
      group: t('actions'),
      icon: object === 'follow-ups' ? PencilLine : Plus,
      title:
        object === 'follow-ups'
          ? t('followUp')
          : t('create', { object: objectName({ path: object, label }, locale).one }),
      run: () => openForm({ object }),
    }),
  )
  const settings: readonly Command[] = [
    {
      key: 'light',
      group: t('actions'),
      icon: Sun,
      title: t('themeLight'),
      run: () => setPreferences({ theme: 'light' }),
    },
    {
      key: 'dark',
      group: t('actions'),
      icon: Moon,
      title: t('themeDark'),
      run: () => setPreferences({ theme: 'dark' }),
    },
    {
      key: 'language',
      group: t('actions'),
      icon: Languages,
      title: t(locale === 'zh' ? 'toEnglish' : 'toChinese'),
      run: () => switchLocale(locale === 'zh' ? 'en' : 'zh'),
    },
    {
      key: 'side',
      group: t('actions'),
      icon: PanelLeft,
      title: t('collapse'),
      run: () => setPreferences({ collapsed: !preferences().collapsed }),
    },
    { key: 'settings', group: t('pages'), icon: Settings, title: t('settings'), to: '/settings' },
  ]
  return [...creations, ...settings.slice(0, 4), ...pages, ...settings.slice(4)]
}

export interface SearchHit {
  readonly object: string
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly matched: { readonly field: string; readonly snippet: string } | null
  readonly state?: 'mine' | 'owned' | 'pool'
  readonly ownerName?: string | null
}

/** A record that was found, as a line: whether it is mine, pooled or somebody's is said at once. */
export const hitCommand = (hit: SearchHit, { meta, locale, t }: Omit<Known, 'groups'>, group: string): Command => {
  const object = meta.objects.find((candidate) => candidate.path === hit.object)
  const state =
    hit.state === 'mine'
      ? t('mine')
      : hit.state === 'pool'
        ? t('pool')
        : hit.state === 'owned'
          ? hit.ownerName
            ? t('owned', { name: hit.ownerName })
            : t('ownedBySomebody')
          : (object?.label[locale] ?? hit.object)
  const matched = hit.matched === null || hit.matched === undefined ? undefined : plain(hit.matched.snippet)
  return {
    key: `${hit.object}/${hit.id}`,
    group,
    icon: iconOf(hit.object),
    title: hit.title,
    hint: hit.subtitle,
    state,
    to: hit.state === 'pool' ? `/pool?record=${hit.id}` : `/o/${hit.object}/${hit.id}`,
    ...(matched === undefined ? {} : { matched }),
  }
}

/** A snippet without marks. */
const plain = (snippet: string): string => snippet.replace(/<[^>]*>/g, '').replace(/[…“”]/g, '')

/** Where in a title the typed text stands: letters as they are, or the initials and syllables the server matched. */
export const markedRange = (title: string, typed: string): readonly [number, number] | null => {
  const at = typed === '' ? -1 : title.toLowerCase().indexOf(typed.toLowerCase())
  return at < 0 ? null : [at, at + typed.length]
}
