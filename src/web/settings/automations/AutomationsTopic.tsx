import { Button, Switch } from 'antd'
import { Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { fieldOf, may, useMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { showProblem } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import '../approvals/flows.css'
import { Loaded, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { AutomationEditor } from './AutomationEditor.tsx'
import './automations.css'
import { automationWords } from './automations.words.ts'

/** 自动化: all of them, or one to be changed. */
export const AutomationsTopic = ({ rest: [id] }: { rest: readonly string[] }) =>
  id === undefined ? <AutomationList /> : <AutomationEditor key={id} id={id} />

const AutomationList = () => {
  const t = useWords(automationWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const automations = useObject('automations')
  const query = useAll('automations', { sort: 'name' })
  const when = (row: RecordRow): string => {
    const object = objects.find((one) => one.path === row.object)
    const field = object === undefined ? undefined : fieldOf(object, String(row.field))
    return [
      object === undefined ? textOf(row, 'object') : label(object.label),
      field === undefined ? '' : label(field.label),
      t(`trigger_${row.trigger as 'created' | 'changed' | 'date'}`),
    ]
      .filter((part) => part !== '')
      .join(' · ')
  }
  const turn = async (row: RecordRow, active: boolean) => {
    try {
      await api.patch(`/automations/${row.id}`, { active }, { ifMatch: Number(row.version) })
    } catch (error) {
      showProblem(error)
    }
    await recordsChanged('automations')
  }
  const create = may(automations, 'create') && (
    <Button type="primary" icon={<Plus aria-hidden />} onClick={() => void navigate('/settings/automations/new')}>
      {t('newOne')}
    </Button>
  )
  return (
    <Topic title={s('automations')} lead={t('lead')} actions={create} wide>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <SmallTable<RecordRow>
              label={s('automations')}
              rows={rows}
              keyOf={(row) => row.id}
              onOpen={(row) => void navigate(`/settings/automations/${row.id}`)}
              columns={[
                {
                  key: 'name',
                  title: t('name'),
                  cell: (row) => (
                    <Link to={`/settings/automations/${row.id}`} onClick={(event) => event.stopPropagation()}>
                      {textOf(row, 'name')}
                    </Link>
                  ),
                },
                { key: 'when', title: t('when'), cell: when },
                {
                  key: 'state',
                  title: t('state'),
                  cell: (row) => (
                    <Switch
                      size="small"
                      aria-label={`${t('state')} ${textOf(row, 'name')}`}
                      checked={row.active === true}
                      disabled={!may(automations, 'update')}
                      onClick={(active, event) => {
                        event.stopPropagation()
                        void turn(row, active)
                      }}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Topic>
  )
}
