import { Button } from 'antd'
import { Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { may, useObject } from '../../meta.ts'
import { type RecordRow, useRecords } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { useWords } from '../../words.ts'
import { idsOf, textOf, useAll } from '../all.ts'
import { Loaded, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { PoolEditor } from './PoolEditor.tsx'
import { poolWords } from './pools.words.ts'

/** The pools: all of them, or one to be changed. */
export const PoolsTopic = ({ rest: [id] }: { rest: readonly string[] }) =>
  id === undefined ? <PoolList /> : <PoolEditor key={id} id={id} />

const PoolList = () => {
  const t = useWords(poolWords)
  const s = useWords(settingsWords)
  const navigate = useNavigate()
  const object = useObject('pools')
  const query = useAll('pools', { sort: 'name' })
  const people = useAll('employees', { fields: ['name'] }).data ?? []
  const nameOf = (id: string) => textOf(people.find((one) => one.id === id) ?? { id }, 'name')
  const days = (value: unknown) =>
    typeof value === 'number' ? t('daysShort', { count: value }) : <span className="gs-muted">—</span>
  const create = may(object, 'create') && (
    <Button type="primary" icon={<Plus aria-hidden />} onClick={() => void navigate('/settings/pools/new')}>
      {t('newPool')}
    </Button>
  )
  return (
    <Topic title={s('pools')} lead={t('lead')} actions={create} wide>
      <Loaded query={query}>
        {(pools) =>
          pools.length === 0 ? (
            <Empty title={t('noPools')} text={t('noPoolsText')} />
          ) : (
            <SmallTable<RecordRow>
              label={s('pools')}
              rows={pools}
              keyOf={(pool) => pool.id}
              onOpen={(pool) => void navigate(`/settings/pools/${pool.id}`)}
              columns={[
                {
                  key: 'name',
                  title: t('pool'),
                  cell: (pool) => (
                    <span className="gs-inline">
                      <Link to={`/settings/pools/${pool.id}`} onClick={(event) => event.stopPropagation()}>
                        {textOf(pool, 'name')}
                      </Link>
                      {pool.isDefault === true && <span className="gs-tag">{t('default')}</span>}
                    </span>
                  ),
                },
                { key: 'waiting', title: t('waiting'), right: true, cell: (pool) => <Waiting id={pool.id} /> },
                { key: 'follow', title: t('followUp'), right: true, cell: (pool) => days(pool.daysWithoutFollowUp) },
                { key: 'deal', title: t('deal'), right: true, wide: true, cell: (pool) => days(pool.daysWithoutDeal) },
                {
                  key: 'daily',
                  title: t('daily'),
                  right: true,
                  wide: true,
                  cell: (pool) => (typeof pool.dailyClaims === 'number' ? pool.dailyClaims : s('unlimited')),
                },
                {
                  key: 'admins',
                  title: t('admins'),
                  wide: true,
                  cell: (pool) => idsOf(pool, 'adminIds').map(nameOf).join('、'),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Topic>
  )
}

const Waiting = ({ id }: { id: string }) => {
  const { data } = useRecords('customers', {
    filter: { poolId: id, ownerId: { isNull: true } },
    limit: 1,
    fields: ['name'],
  })
  if (data === undefined) return null
  return (
    <Link to={`/pool?poolId=${id}`} onClick={(event) => event.stopPropagation()}>
      {data.page.total.value.toLocaleString('en')}
    </Link>
  )
}
