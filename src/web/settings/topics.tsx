import {
  Bell,
  Columns3,
  Contact,
  KeyRound,
  type LucideIcon,
  Network,
  Palette,
  Paperclip,
  Printer,
  ScanSearch,
  ScrollText,
  Send,
  Share2,
  ShieldCheck,
  Stamp,
  Timer,
  Trash2,
  UserRound,
  Waves,
  Workflow,
} from 'lucide-react'
import type { ComponentType } from 'react'
import type { Me, Meta } from '../meta.ts'
import { AccountTopic } from './account/AccountTopic.tsx'
import { AppearanceTopic } from './account/AppearanceTopic.tsx'
import { KeysTopic } from './account/KeysTopic.tsx'
import { FlowsTopic } from './approvals/FlowsTopic.tsx'
import { AttachmentsTopic } from './attachments/AttachmentsTopic.tsx'
import { AutomationsTopic } from './automations/AutomationsTopic.tsx'
import { BinTopic } from './bin/BinTopic.tsx'
import { ChannelsTopic } from './channels/ChannelsTopic.tsx'
import { DeliveriesTopic } from './channels/DeliveriesTopic.tsx'
import { DuplicateRulesTopic } from './duplicates/DuplicateRulesTopic.tsx'
import { FieldsTopic } from './fields/FieldsTopic.tsx'
import { JobsTopic } from './jobs/JobsTopic.tsx'
import { NotifyTopic } from './notify/NotifyTopic.tsx'
import { DepartmentsTopic } from './organisation/DepartmentsTopic.tsx'
import { EmployeesTopic } from './organisation/EmployeesTopic.tsx'
import { PolicyTopic } from './policy/PolicyTopic.tsx'
import { PoolsTopic } from './pools/PoolsTopic.tsx'
import { PrintTopic } from './print/PrintTopic.tsx'
import { RolesTopic } from './roles/RolesTopic.tsx'

export type TopicKey =
  | 'account'
  | 'keys'
  | 'appearance'
  | 'notifications'
  | 'channels'
  | 'deliveries'
  | 'departments'
  | 'employees'
  | 'roles'
  | 'pools'
  | 'policy'
  | 'duplicates'
  | 'approvals'
  | 'automations'
  | 'print'
  | 'fields'
  | 'attachments'
  | 'jobs'
  | 'bin'

export interface TopicEntry {
  readonly key: TopicKey
  readonly icon: LucideIcon
  readonly group: 'groupMine' | 'groupCompany' | 'groupSystem'
  readonly Page: ComponentType<{ rest: readonly string[] }>
  readonly shown: (me: Me, meta: Meta) => boolean
}

const has = (me: Me, object: string, ...verbs: readonly string[]): boolean =>
  verbs.some((verb) => me.functions[object]?.includes(verb) === true)
/** Fields and jobs are kept by administrators: those who may make and delete roles. */
const administers = (me: Me): boolean => has(me, 'roles', 'delete')

const all: readonly TopicEntry[] = [
  { key: 'account', icon: UserRound, group: 'groupMine', Page: AccountTopic, shown: () => true },
  { key: 'keys', icon: KeyRound, group: 'groupMine', Page: KeysTopic, shown: () => true },
  { key: 'appearance', icon: Palette, group: 'groupMine', Page: AppearanceTopic, shown: () => true },
  { key: 'notifications', icon: Bell, group: 'groupMine', Page: NotifyTopic, shown: () => true },
  {
    key: 'departments',
    icon: Network,
    group: 'groupCompany',
    Page: DepartmentsTopic,
    shown: (me) => has(me, 'departments', 'create', 'update'),
  },
  {
    key: 'employees',
    icon: Contact,
    group: 'groupCompany',
    Page: EmployeesTopic,
    shown: (me) => has(me, 'employees', 'create', 'update', 'set-password'),
  },
  {
    key: 'roles',
    icon: ShieldCheck,
    group: 'groupCompany',
    Page: RolesTopic,
    shown: (me) => has(me, 'roles', 'update'),
  },
  {
    key: 'pools',
    icon: Waves,
    group: 'groupCompany',
    Page: PoolsTopic,
    shown: (me) => has(me, 'pools', 'update', 'manage'),
  },
  {
    key: 'policy',
    icon: ScrollText,
    group: 'groupCompany',
    Page: PolicyTopic,
    shown: (me) => has(me, 'pools', 'manage'),
  },
  {
    key: 'duplicates',
    icon: ScanSearch,
    group: 'groupCompany',
    Page: DuplicateRulesTopic,
    shown: (me) => has(me, 'pools', 'manage'),
  },
  {
    key: 'approvals',
    icon: Stamp,
    group: 'groupCompany',
    Page: FlowsTopic,
    shown: (me) => has(me, 'approval-flows', 'create', 'update'),
  },
  {
    key: 'automations',
    icon: Workflow,
    group: 'groupCompany',
    Page: AutomationsTopic,
    shown: (me) => has(me, 'automations', 'create', 'update'),
  },
  {
    key: 'print',
    icon: Printer,
    group: 'groupCompany',
    Page: PrintTopic,
    shown: (me) => has(me, 'print-templates', 'create', 'update'),
  },
  { key: 'fields', icon: Columns3, group: 'groupSystem', Page: FieldsTopic, shown: administers },
  { key: 'channels', icon: Share2, group: 'groupSystem', Page: ChannelsTopic, shown: administers },
  { key: 'deliveries', icon: Send, group: 'groupSystem', Page: DeliveriesTopic, shown: administers },
  { key: 'attachments', icon: Paperclip, group: 'groupSystem', Page: AttachmentsTopic, shown: administers },
  { key: 'jobs', icon: Timer, group: 'groupSystem', Page: JobsTopic, shown: administers },
  {
    key: 'bin',
    icon: Trash2,
    group: 'groupSystem',
    Page: BinTopic,
    shown: (me, meta) =>
      meta.objects.some(
        (object) => object.traits.recyclable === true && has(me, object.path, 'delete', 'restore', 'purge'),
      ),
  },
]

/** The topics this person has the right to, in order. */
export const topicsOf = (me: Me, meta: Meta): readonly TopicEntry[] => all.filter((topic) => topic.shown(me, meta))
