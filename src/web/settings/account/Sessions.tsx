import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../client.ts'
import { queryClient } from '../../query.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { Loaded, Moment, Section, SmallTable } from '../parts.tsx'
import { accountWords } from './account.words.ts'
import { deviceOf } from './device.ts'

interface Session {
  readonly id: string
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly userAgent: string | null
  readonly ip: string | null
  readonly current: boolean
}

/** Where I am signed in; each can be signed out. */
export const Sessions = () => {
  const t = useWords(accountWords)
  const query = useQuery({
    queryKey: ['sessions'],
    queryFn: () => api.get<{ data: readonly Session[] }>('/sessions'),
  })
  const nameOf = (session: Session) => deviceOf(session.userAgent ?? '') ?? t('unknownDevice')
  const end = async (session: Session) => {
    try {
      await api.delete(`/sessions/${session.id}`)
      showToast({ text: t('signedOut', { device: nameOf(session) }) })
    } catch (error) {
      showProblem(error)
    }
    await queryClient.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <Section title={t('sessions')} text={t('sessionsText')}>
      <Loaded query={query}>
        {({ data }) => (
          <SmallTable
            label={t('sessions')}
            rows={data}
            keyOf={(session) => session.id}
            columns={[
              {
                key: 'device',
                title: t('device'),
                cell: (session) => (
                  <span className="gs-inline">
                    <span title={session.userAgent ?? ''}>{nameOf(session)}</span>
                    {session.current && <span className="gs-tag is-good">{t('here')}</span>}
                  </span>
                ),
              },
              { key: 'ip', title: t('address'), wide: true, cell: (session) => session.ip ?? '' },
              { key: 'seen', title: t('lastSeen'), cell: (session) => <Moment at={session.lastSeenAt} /> },
              { key: 'since', title: t('signedIn'), wide: true, cell: (session) => <Moment at={session.createdAt} /> },
              {
                key: 'act',
                title: '',
                right: true,
                cell: (session) =>
                  session.current ? null : (
                    <Button size="small" onClick={() => void end(session)}>
                      {t('signOutIt')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  )
}
