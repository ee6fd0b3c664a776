import { useQuery } from '@tanstack/react-query'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { momentInText } from '../../fields/date-time/day-words.tsx'
import { api } from '../client.ts'
import { useWebContext } from '../field.tsx'
import { queryClient } from '../query.ts'
import { showProblem, showToast } from '../toast.tsx'
import { useWords } from '../words.ts'
import { calendarWords } from './calendar.words.ts'

interface Feed {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  readonly lastReadAt: string | null
}

/** Addresses by which other calendars read this one: made, shown once, revoked. */
export const FeedDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useWords(calendarWords)
  const context = useWebContext()
  const [name, setName] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const { data } = useQuery({
    queryKey: ['calendar-feeds'],
    queryFn: () => api.get<{ data: Feed[] }>('/calendar/feeds'),
  })
  const again = () => queryClient.invalidateQueries({ queryKey: ['calendar-feeds'] })
  const make = async () => {
    try {
      const answer = await api.post<{ path: string }>('/calendar/feeds', { name: name.trim() })
      setMade(`${location.origin}${answer.data.path}`)
      setName('')
      await again()
    } catch (error) {
      showProblem(error)
    }
  }
  const revoke = async (feed: Feed) => {
    try {
      await api.delete(`/calendar/feeds/${feed.id}`)
      showToast({ text: t('feedRevoked', { name: feed.name }) })
    } catch (error) {
      showProblem(error)
    }
    await again()
  }
  const copy = (text: string) =>
    navigator.clipboard
      .writeText(text)
      .then(() => showToast({ text: t('copied') }))
      .catch(() => showToast({ tone: 'failed', text }))
  const feeds = data?.data ?? []
  return (
    <Modal open title={t('feedTitle')} onCancel={onClose} footer={<Button onClick={onClose}>{t('close')}</Button>}>
      <p className="gs-muted gs-cal-said">{t('feedText')}</p>
      <div className="gs-cal-make">
        <Input
          value={name}
          maxLength={60}
          placeholder={t('feedName')}
          aria-label={t('feedName')}
          onChange={(event) => setName(event.target.value)}
          onPressEnter={() => void make()}
        />
        <Button type="primary" disabled={name.trim() === ''} onClick={() => void make()}>
          {t('feedMake')}
        </Button>
      </div>
      {made !== null && (
        <div className="gs-cal-made">
          <code>{made}</code>
          <Button size="small" onClick={() => void copy(made)}>
            {t('copy')}
          </Button>
        </div>
      )}
      <ul className="gs-cal-feeds">
        {data !== undefined && feeds.length === 0 && <li className="gs-muted">{t('feedNone')}</li>}
        {feeds.map((feed) => (
          <li key={feed.id}>
            <span className="gs-ellipsis">{feed.name}</span>
            <small className="gs-muted">
              {feed.lastReadAt === null
                ? t('feedUnread')
                : t('feedRead', { when: momentInText(feed.lastReadAt, context) })}
            </small>
            <Button size="small" danger type="text" onClick={() => void revoke(feed)}>
              {t('feedRevoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
