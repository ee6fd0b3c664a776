import { Bell } from 'lucide-react'
import { Link } from 'react-router'
import { useMe } from '../meta.ts'
import { useWords } from '../words.ts'
import { notificationWords } from './notifications.words.ts'
import './notifications.css'

/** The bell with the number not yet read, for headers of the phone. */
export const UnreadBell = () => {
  const t = useWords(notificationWords)
  const { unread } = useMe()
  return (
    <Link
      to="/notifications"
      className="gs-icon-button gs-bell"
      aria-label={unread > 0 ? t('bell', { count: unread }) : t('bellNone')}
    >
      <Bell aria-hidden />
      {unread > 0 && <span className="gs-bell-count">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  )
}
