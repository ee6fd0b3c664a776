import { Button, Switch } from 'antd'
import { Plus } from 'lucide-react'
import { Link, useNavigate } from 'react-router'
import { api } from '../../client.ts'
import { may, useMeta, useObject } from '../../meta.ts'
import { type RecordRow, recordsChanged } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { showProblem } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Loaded, Moment, SmallTable, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { FlowEditor } from './FlowEditor.tsx'
import { flowWords } from './flows.words.ts'
import './flows.css'

/** 审批流: all of them, or one to be drawn. */
export const FlowsTopic = ({ rest: [id] }: { rest: readonly string[] }) =>
  id === undefined ? <FlowList /> : <FlowEditor key={id} id={id} />

const FlowList = () => {
  const t = useWords(flowWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const flows = useObject('approval-flows')
  const query = useAll('approval-flows', { sort: 'position' })
  const mayChange = may(flows, 'update')
  const create = may(flows, 'create') && (
    <Button type="primary" icon={<Plus aria-hidden />} onClick={() => void navigate('/settings/approvals/new')}>
      {t('newFlow')}
    </Button>
  )
  const when = (flow: RecordRow): string => {
    const object = objects.find((one) => one.path === flow.object)
    const action = object?.actions.find((one) => one.name === flow.action)
    const noun = object === undefined ? textOf(flow, 'object') : label(object.label)
    const verb =
      action !== undefined ? label(action.label) : t(flow.trigger === 'create' ? 'trigger_create' : 'trigger_update')
    return `${noun} · ${verb}`
  }
  const turn = async (flow: RecordRow, active: boolean) => {
    try {
      await api.patch(`/approval-flows/${flow.id}`, { active }, { ifMatch: Number(flow.version) })
    } catch (error) {
      showProblem(error)
    }
    await recordsChanged('approval-flows')
  }
  return (
    <Topic title={s('approvals')} lead={t('lead')} actions={create} wide>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('none')} text={t('noneText')} />
          ) : (
            <SmallTable<RecordRow>
              label={s('approvals')}
              rows={rows}
              keyOf={(flow) => flow.id}
              onOpen={(flow) => void navigate(`/settings/approvals/${flow.id}`)}
              columns={[
                {
                  key: 'name',
                  title: t('flow'),
                  cell: (flow) => (
                    <Link to={`/settings/approvals/${flow.id}`} onClick={(event) => event.stopPropagation()}>
                      {textOf(flow, 'name')}
                    </Link>
                  ),
                },
                { key: 'on', title: t('on'), cell: when },
                {
                  key: 'changed',
                  title: s('version', { version: '' }).trim(),
                  wide: true,
                  cell: (flow) => (
                    <span>
                      {String(flow.version)} · <Moment at={textOf(flow, 'updatedAt')} />
                    </span>
                  ),
                },
                {
                  key: 'state',
                  title: t('state'),
                  cell: (flow) => (
                    <Switch
                      size="small"
                      aria-label={`${t('active')} ${textOf(flow, 'name')}`}
                      checked={flow.active === true}
                      disabled={!mayChange}
                      onClick={(active, event) => {
                        event.stopPropagation()
                        void turn(flow, active)
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
