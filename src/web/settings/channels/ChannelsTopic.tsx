import { Button, Input } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../client.ts'
import { commonWords } from '../../common.words.ts'
import { useMe } from '../../meta.ts'
import { Empty } from '../../states.tsx'
import { showProblem, showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Labelled, Loaded, Section, Setting, SmallTable, Topic } from '../parts.tsx'
import { Question } from '../Question.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { BotDialog } from './BotDialog.tsx'
import { type Bot, type Channels, refreshChannels, useChannels } from './channels.data.ts'
import { channelWords } from './channels.words.ts'
import { MailDialog } from './MailDialog.tsx'

/** By which ways notices leave the house: the public address, the mail server, the group bots. */
export const ChannelsTopic = () => {
  const t = useWords(channelWords)
  const s = useWords(settingsWords)
  const query = useChannels()
  return (
    <Topic title={s('channels')} lead={t('lead')}>
      <Loaded query={query}>
        {(channels) => (
          <>
            <PublicAddress channels={channels} />
            <Mail channels={channels} />
            <Bots channels={channels} />
          </>
        )}
      </Loaded>
    </Topic>
  )
}

const PublicAddress = ({ channels }: { channels: Channels }) => {
  const t = useWords(channelWords)
  const common = useWords(commonWords)
  const { busy, faultOf, run } = useSaving()
  const kept = channels.publicUrl ?? ''
  const [typed, setTyped] = useState(kept)
  const save = async () => {
    const publicUrl = typed.trim() === '' ? null : typed.trim()
    if (!(await run(() => api.patch('/message-channels', { publicUrl }), ['publicUrl']))) return
    showToast({ text: t('addressSaved') })
    await refreshChannels()
  }
  return (
    <Section title={t('address')} text={channels.publicUrlFixed ? t('addressFixed') : t('addressText')}>
      {channels.publicUrlFixed ? (
        <p>{kept}</p>
      ) : (
        <>
          <div className="gs-beside">
            <Input
              aria-label={t('address')}
              inputMode="url"
              placeholder={location.origin}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={() => void save()}
            />
            <Button loading={busy} disabled={typed.trim() === kept} onClick={() => void save()}>
              {common('save')}
            </Button>
          </div>
          {faultOf('publicUrl') !== undefined && (
            <p className="gs-fault" role="alert">
              {faultOf('publicUrl')}
            </p>
          )}
        </>
      )}
    </Section>
  )
}

const Mail = ({ channels: { mail } }: { channels: Channels }) => {
  const t = useWords(channelWords)
  const [editing, setEditing] = useState(false)
  const text =
    mail === null
      ? t('noMail')
      : `${mail.fromName === '' ? '' : `${mail.fromName} `}${mail.from} · ${mail.host}:${mail.port}`
  return (
    <Section title={t('mail')} text={t('mailText')}>
      <Setting title={text}>
        {mail !== null && <MailTest />}
        <Button type={mail === null ? 'primary' : 'default'} onClick={() => setEditing(true)}>
          {mail === null ? t('setUpMail') : t('changeMail')}
        </Button>
      </Setting>
      {editing && <MailDialog mail={mail} onClose={() => setEditing(false)} />}
    </Section>
  )
}

const MailTest = () => {
  const t = useWords(channelWords)
  const { employee } = useMe()
  const { busy, run } = useSaving()
  const [asking, setAsking] = useState(false)
  const [to, setTo] = useState(employee.email ?? '')
  const send = async () => {
    setAsking(false)
    if (await run(() => api.post('/message-channels/mail/test', { to: to.trim() }), []))
      showToast({ text: t('testSent') })
    await refreshChannels()
  }
  return (
    <>
      <Button loading={busy} onClick={() => setAsking(true)}>
        {t('test')}
      </Button>
      {asking && (
        <Question title={t('test')} act={t('test')} mild onAct={send} onClose={() => setAsking(false)}>
          <Labelled label={t('testTo')}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                inputMode="email"
                value={to}
                onChange={(event) => setTo(event.target.value)}
                onPressEnter={() => void send()}
              />
            )}
          </Labelled>
        </Question>
      )}
    </>
  )
}

const Bots = ({ channels }: { channels: Channels }) => {
  const t = useWords(channelWords)
  const common = useWords(commonWords)
  const label = useLabel()
  const { bots, botKinds, kinds } = channels
  const [open, setOpen] = useState<Bot | 'new' | null>(null)
  const [removing, setRemoving] = useState<Bot | null>(null)
  const [testing, setTesting] = useState<string | null>(null)
  const departments = useAll('departments', { fields: ['name'] }).data ?? []
  const departmentOf = (id: string | null) =>
    id === null ? t('everybody') : textOf(departments.find((one) => one.id === id) ?? { id }, 'name')
  const heard = (bot: Bot) =>
    bot.kinds.length === 0
      ? t('nothingHeard')
      : kinds
          .filter((kind) => bot.kinds.includes(kind.key))
          .map((kind) => label(kind.label))
          .join(label({ zh: '、', en: ', ' }))
  const test = async (bot: Bot) => {
    setTesting(bot.id)
    try {
      await api.post(`/message-channels/bots/${bot.id}/test`)
      showToast({ text: t('testSent') })
    } catch (error) {
      showProblem(error)
    }
    setTesting(null)
    await refreshChannels()
  }
  const remove = async (bot: Bot) => {
    try {
      await api.delete(`/message-channels/bots/${bot.id}`)
      showToast({ text: t('botRemoved') })
      setRemoving(null)
    } catch (error) {
      showProblem(error)
    }
    await refreshChannels()
  }
  const add = (
    <Button type={bots.length === 0 ? 'primary' : 'default'} icon={<Plus aria-hidden />} onClick={() => setOpen('new')}>
      {t('addBot')}
    </Button>
  )
  return (
    <Section title={t('bots')} text={t('botsText')} action={bots.length > 0 && add}>
      {bots.length === 0 ? (
        <Empty title={t('noBots')} text={t('noBotsText')}>
          {add}
        </Empty>
      ) : (
        <SmallTable<Bot>
          label={t('bots')}
          rows={bots}
          keyOf={(bot) => bot.id}
          columns={[
            {
              key: 'name',
              title: t('name'),
              cell: (bot) => (
                <span className="gs-inline">
                  <span className="gs-nowrap">{bot.name}</span>
                  {!bot.active && <span className="gs-tag">{t('off')}</span>}
                  {!bot.signed && botKinds.some((kind) => kind.key === bot.kind && kind.signs) && (
                    <span className="gs-tag is-wait">{t('unsigned')}</span>
                  )}
                </span>
              ),
            },
            {
              key: 'kind',
              title: t('kind'),
              cell: (bot) => {
                const kind = botKinds.find((one) => one.key === bot.kind)
                return <span title={bot.address}>{kind === undefined ? bot.kind : label(kind.label)}</span>
              },
            },
            { key: 'department', title: t('department'), wide: true, cell: (bot) => departmentOf(bot.departmentId) },
            { key: 'hears', title: t('hears'), wide: true, cell: heard },
            {
              key: 'act',
              title: '',
              right: true,
              cell: (bot) => (
                <span className="gs-row-acts">
                  <Button size="small" loading={testing === bot.id} onClick={() => void test(bot)}>
                    {t('test')}
                  </Button>
                  <Button size="small" onClick={() => setOpen(bot)}>
                    {common('edit')}
                  </Button>
                </span>
              ),
            },
          ]}
        />
      )}
      {open !== null && (
        <BotDialog
          channels={channels}
          bot={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onRemove={setRemoving}
        />
      )}
      {removing !== null && (
        <Question
          title={t('removeTitle', { name: removing.name })}
          act={t('removeAct')}
          onAct={() => remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>{t('removeText')}</p>
        </Question>
      )}
    </Section>
  )
}
