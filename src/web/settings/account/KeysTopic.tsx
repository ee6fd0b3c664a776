import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client.ts'
import { useMeta } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import { Empty } from '../../states.tsx'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { Loaded, Moment, SmallTable, Topic } from '../parts.tsx'
import { Question } from '../Question.tsx'
import { settingsWords } from '../settings.words.ts'
import { accountWords } from './account.words.ts'
import { KeyDialog } from './KeyDialog.tsx'

interface ApiKey {
  readonly id: string
  readonly name: string
  readonly prefix: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly lastUsedAt: string | null
  readonly expiresAt: string | null
}

/** Keys with which other systems act as me. */
export const KeysTopic = () => {
  const t = useWords(accountWords)
  const title = useWords(settingsWords)('keys')
  const scopeText = useScopeText()
  const [making, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const query = useQuery({
    queryKey: ['api-keys'],
    queryFn: () => api.get<{ data: readonly ApiKey[] }>('/api-keys'),
  })
  const revoke = async (key: ApiKey) => {
    try {
      await api.delete(`/api-keys/${key.id}`)
      showToast({ text: t('revoked', { name: key.name }) })
      setRevoking(null)
    } catch (error) {
      showProblem(error)
    }
    await queryClient.invalidateQueries({ queryKey: ['api-keys'] })
  }
  const make = (
    <Button type="primary" icon={<Plus aria-hidden />} onClick={() => setMaking(true)}>
      {t('newKey')}
    </Button>
  )
  return (
    <Topic title={title} lead={t('keysLead')} actions={make}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t('noKeys')} text={t('noKeysText')} />
          ) : (
            <SmallTable
              label={title}
              rows={data}
              keyOf={(key) => key.id}
              columns={[
                { key: 'name', title: t('keyName'), cell: (key) => key.name },
                { key: 'key', title: t('key'), wide: true, cell: (key) => <code>{key.prefix}…</code> },
                { key: 'scopes', title: t('scopes'), cell: (key) => scopeText(key.scopes) },
                {
                  key: 'used',
                  title: t('lastUsed'),
                  wide: true,
                  cell: (key) => (key.lastUsedAt === null ? t('neverUsed') : <Moment at={key.lastUsedAt} />),
                },
                {
                  key: 'expires',
                  title: t('expires'),
                  wide: true,
                  cell: (key) => (key.expiresAt === null ? t('never') : <Moment at={key.expiresAt} />),
                },
                {
                  key: 'act',
                  title: '',
                  right: true,
                  cell: (key) => (
                    <Button size="small" onClick={() => setRevoking(key)}>
                      {t('revoke')}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {making && <KeyDialog onClose={() => setMaking(false)} />}
      {revoking !== null && (
        <Question
          title={t('revokeTitle', { name: revoking.name })}
          act={t('revokeAct')}
          onAct={() => revoke(revoking)}
          onClose={() => setRevoking(null)}
        >
          <p>{t('revokeText')}</p>
        </Question>
      )}
    </Topic>
  )
}

/** `客户 读、联系人 读写` for what a key may do. */
const useScopeText = (): ((scopes: readonly string[]) => string) => {
  const t = useWords(accountWords)
  const label = useLabel()
  const { objects } = useMeta()
  const nameOf = (path: string) => {
    const object = objects.find((candidate) => candidate.path === path)
    return object === undefined ? path : label(object.label)
  }
  return (scopes) => {
    if (scopes.includes('*')) return t('scopeAll')
    if (scopes.includes('*:read') && scopes.length === 1) return t('scopeRead')
    const byObject = new Map<string, string[]>()
    for (const scope of scopes) {
      const [object = '', verb = ''] = scope.split(':')
      byObject.set(object, [...(byObject.get(object) ?? []), verb])
    }
    return [...byObject]
      .map(
        ([object, verbs]) =>
          `${nameOf(object)} ${verbs.every((verb) => verb === 'read') ? t('scopeRead1') : t('scopeWrite')}`,
      )
      .join('、')
  }
}
