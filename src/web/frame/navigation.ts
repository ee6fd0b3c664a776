import {
  BadgeDollarSign,
  Bell,
  BookOpen,
  Boxes,
  Building2,
  CalendarClock,
  CalendarDays,
  CircleCheck,
  Contact,
  FileCheck,
  FileText,
  FlaskConical,
  FolderKanban,
  HandCoins,
  LayoutGrid,
  Lightbulb,
  type LucideIcon,
  Magnet,
  MapPin,
  Megaphone,
  MessageSquareText,
  Network,
  NotebookPen,
  Package,
  Receipt,
  ReceiptText,
  Scale,
  ScanSearch,
  Square,
  Stamp,
  Swords,
  Tags,
  Target,
  Ticket,
  Truck,
  Upload,
  Users,
  Wallet,
  Waves,
} from 'lucide-react'
import type { Label } from '../../model/label.ts'
import { type Me, type Meta, may } from '../meta.ts'
import { objectName } from '../object-name.ts'
import { reachesPool } from '../pool/reach.ts'
import { say } from '../words.ts'
import { frameWords } from './frame.words.ts'

export interface Entry {
  readonly key: string
  readonly to: string
  readonly icon: LucideIcon
  /** A label of the registry, or a word of the frame already in the language of the page. */
  readonly label: Label | string
  /** The object it lists, for counts. */
  readonly object?: string
  /** `g` then this letter goes there. */
  readonly letter?: string
}

export interface Group {
  readonly key: string
  readonly label: string | null
  readonly entries: readonly Entry[]
}

const icons: Readonly<Record<string, LucideIcon>> = {
  customers: Building2,
  contacts: Contact,
  leads: Magnet,
  opportunities: Target,
  quotes: FileText,
  contracts: FileCheck,
  orders: ReceiptText,
  receipts: BadgeDollarSign,
  'payment-plans': CalendarClock,
  invoices: Receipt,
  expenses: Wallet,
  loans: HandCoins,
  samples: FlaskConical,
  products: Package,
  tasks: CircleCheck,
  'calendar-events': CalendarDays,
  campaigns: Megaphone,
  competitors: Swords,
  'company-groups': Boxes,
  places: MapPin,
  tickets: Ticket,
  articles: BookOpen,
  employees: Users,
  suppliers: Truck,
  projects: FolderKanban,
  'follow-ups': MessageSquareText,
  'price-lists': Tags,
  'work-reports': NotebookPen,
  suggestions: Lightbulb,
  approvals: Stamp,
}
const letters: Readonly<Record<string, string>> = { approvals: 'a', customers: 'c', opportunities: 'o' }

export const iconOf = (object: string): LucideIcon => icons[object] ?? Square

const pluralLabel = (object: { path: string; label: Label }): Label => ({
  zh: object.label.zh,
  en: objectName(object, 'en').heading,
})

type Word = Parameters<typeof say<(typeof frameWords)['keys'][number]>>[1]

/** Who keeps the staff has it before everything else; administrators have it under settings. */
const staffFirst = (me: Me): boolean =>
  me.functions.employees?.includes('create') === true && me.functions.roles?.includes('delete') !== true

const plan: readonly { readonly key: Word; readonly objects: readonly string[] }[] = [
  { key: 'customers', objects: ['customers', 'contacts', 'leads', '/pool', '/duplicates', 'company-groups', 'places'] },
  {
    key: 'deals',
    objects: [
      'opportunities',
      'quotes',
      'contracts',
      'orders',
      'payment-plans',
      'receipts',
      'invoices',
      'products',
      'price-lists',
    ],
  },
  { key: 'governance', objects: ['/rules'] },
  { key: 'office', objects: ['expenses', 'loans'] },
  { key: 'service', objects: ['tickets', 'complaints', 'articles'] },
  { key: 'marketing', objects: ['campaigns', 'segments', 'surveys'] },
]
/** Administered under settings, or reached from other records. */
const elsewhere = new Set([
  'automations',
  'approvals',
  'approval-flows',
  'substitutes',
  'stages',
  'lost-reasons',
  'tasks',
  'work-reports',
  'instructions',
  'takeovers',
  'pool-changes',
  'calendar-events',
  'employees',
  'departments',
  'roles',
  'pools',
  'views',
  'print-templates',
  'policies',
  'comments',
  'attachments',
  'follow-ups',
  'notifications',
])

/** What this person can go to, in the order of their work; at most 18 stand in the side bar, the rest under "more". */
export const navigation = (meta: Meta, me: Me): readonly Group[] => {
  const reads = (path: string): boolean =>
    may(
      meta.objects.find((one) => one.path === path),
      'read',
    )
  const entryOf = (path: string): readonly Entry[] => {
    if (path === '/pool') {
      return reachesPool(meta, me)
        ? [{ key: path, to: '/pool', icon: Waves, label: say(frameWords, 'pool'), letter: 'p' }]
        : []
    }
    if (path === '/calendar')
      return reads('calendar-events')
        ? [{ key: path, to: '/calendar', icon: CalendarDays, label: say(frameWords, 'calendar'), letter: 'r' }]
        : []
    if (path === '/rules')
      return reads('pools') ? [{ key: path, to: '/rules', icon: Scale, label: say(frameWords, 'rules') }] : []
    if (path === '/departments')
      return me.functions.departments?.some((verb) => verb === 'create' || verb === 'update') === true
        ? [{ key: path, to: '/settings/departments', icon: Network, label: say(frameWords, 'departments') }]
        : []
    if (path === '/duplicates')
      return meta.objects.some((object) => object.traits.identity !== undefined)
        ? [{ key: path, to: '/duplicates', icon: ScanSearch, label: say(frameWords, 'duplicates'), letter: 'd' }]
        : []
    const object = meta.objects.find((candidate) => candidate.path === path)
    if (object === undefined || !may(object, 'read')) return []
    return [
      {
        key: path,
        to: `/o/${path}`,
        icon: iconOf(path),
        label: pluralLabel(object),
        object: path,
        ...(letters[path] ? { letter: letters[path] } : {}),
      },
    ]
  }
  const top: Group = {
    key: 'top',
    label: null,
    entries: [
      { key: 'workbench', to: '/', icon: LayoutGrid, label: say(frameWords, 'workbench'), letter: 'w' },
      { key: 'notifications', to: '/notifications', icon: Bell, label: say(frameWords, 'notifications') },
      ...entryOf('/calendar'),
      ...entryOf('tasks'),
      ...entryOf('approvals'),
      ...entryOf('work-reports'),
    ],
  }
  const planned = plan.map(({ key, objects }) => ({
    key,
    label: say(frameWords, key),
    entries: objects.flatMap(entryOf),
  }))
  const people = staffFirst(me)
    ? [{ key: 'people', label: say(frameWords, 'people'), entries: ['employees', '/departments'].flatMap(entryOf) }]
    : []
  const placed = new Set([...elsewhere, ...plan.flatMap(({ objects }) => objects)])
  const rest = meta.objects
    .filter((object) => !placed.has(object.path) && object.kind !== 'action' && object.form.length > 0)
    .flatMap((object) => entryOf(object.path))
  const imports = meta.objects.some(
    (object) => object.traits.importable === true && me.functions[object.path]?.includes('import'),
  )
  const extra: readonly Entry[] = imports
    ? [{ key: 'import', to: '/import', icon: Upload, label: say(frameWords, 'import') }]
    : []
  return [
    top,
    ...people,
    ...planned,
    { key: 'more', label: say(frameWords, 'more'), entries: [...rest, ...extra] },
  ].filter((group) => group.entries.length > 0)
}

/** What ＋ offers, in the order of use. */
export const creatable = (meta: Meta): readonly { readonly object: string; readonly label: Label }[] =>
  ['follow-ups', 'customers', 'contacts', 'leads', 'opportunities', 'employees', 'tasks', 'calendar-events']
    .map((path) => meta.objects.find((object) => object.path === path))
    .filter((object) => object !== undefined)
    .filter((object) => may(object, 'create'))
    .map((object) => ({ object: object.path, label: object.label }))
