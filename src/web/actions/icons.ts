import {
  Archive,
  ArrowLeftRight,
  CalendarClock,
  CircleCheck,
  Contact,
  Hand,
  KeyRound,
  Lock,
  LockOpen,
  type LucideIcon,
  Merge,
  RotateCcw,
  Trash2,
  UserCheck,
  UserMinus,
  UserPlus,
  Waves,
} from 'lucide-react'

const icons: Readonly<Record<string, LucideIcon>> = {
  claim: Hand,
  release: Waves,
  'move-pool': Waves,
  assign: UserCheck,
  transfer: ArrowLeftRight,
  'hand-over': ArrowLeftRight,
  'add-members': UserPlus,
  'remove-members': UserMinus,
  'add-contact': Contact,
  lock: Lock,
  unlock: LockOpen,
  reschedule: CalendarClock,
  archive: Archive,
  merge: Merge,
  purge: Trash2,
  restore: RotateCcw,
  reopen: RotateCcw,
  complete: CircleCheck,
  'set-password': KeyRound,
}

/** The outline icon of an action; unknown ones go without. */
export const actionIcon = (name: string): LucideIcon | undefined => icons[name]
