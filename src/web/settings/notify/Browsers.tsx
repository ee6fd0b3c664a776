import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { api } from '../../client.ts'
import { type PushState, pushState, turnPushOff, turnPushOn } from '../../push/subscription.ts'
import { queryClient } from '../../query.ts'
import { showProblem, showToast } from '../../toast.tsx'
import { useWords } from '../../words.ts'
import { deviceOf } from '../account/device.ts'
import { Moment, Section, Setting, SmallTable } from '../parts.tsx'
import { type Browser, type MySettings, refreshMySettings } from './notify.data.ts'
import { notifyWords } from './notify.words.ts'

const queryKey = ['push-state']

/** This browser, on or off, and the others that take messages for me. */
export const Browsers = ({ settings }: { settings: MySettings }) => {
  const t = useWords(notifyWords)
  const { data: state = 'off' } = useQuery({ queryKey, queryFn: pushState, staleTime: 0 })
  const { browsers, publicKey } = settings.push
  const here = browsers.find((one) => one.current)
  const refresh = () => Promise.all([refreshMySettings(), queryClient.invalidateQueries({ queryKey })])
  const turnOn = async () => {
    try {
      const isOn = await turnPushOn(publicKey)
      showToast(isOn ? { text: t('turnedOn') } : { text: t('notAllowed'), tone: 'failed' })
    } catch (error) {
      showProblem(error)
    }
    await refresh()
  }
  const remove = async (one: Browser) => {
    try {
      if (one.current) await turnPushOff()
      await api.delete(`/me/push/${one.id}`)
      showToast({ text: t('turnedOff') })
    } catch (error) {
      showProblem(error)
    }
    await refresh()
  }
  const nameOf = (one: Browser) => deviceOf(one.userAgent) ?? t('unknownDevice')
  const others = browsers.filter((one) => !one.current)
  const isOn = state === 'on' && here !== undefined
  const words: Readonly<Record<PushState, string>> = {
    on: isOn ? t('onHere') : t('offHere'),
    off: t('offHere'),
    unsupported: t('unsupported'),
    insecure: t('insecure'),
    refused: t('refused'),
  }
  return (
    <Section title={t('browsers')} text={t('browsersText')}>
      <Setting title={t('thisBrowser')} text={words[state]}>
        {isOn ? (
          <Button onClick={() => void remove(here)}>{t('turnOff')}</Button>
        ) : (
          (state === 'off' || state === 'on') && (
            <Button type="primary" onClick={() => void turnOn()}>
              {t('turnOn')}
            </Button>
          )
        )}
      </Setting>
      {others.length > 0 && (
        <SmallTable<Browser>
          label={t('browsers')}
          rows={others}
          keyOf={(one) => one.id}
          columns={[
            { key: 'device', title: t('push'), cell: (one) => <span title={one.userAgent}>{nameOf(one)}</span> },
            { key: 'since', title: t('since'), wide: true, cell: (one) => <Moment at={one.createdAt} /> },
            {
              key: 'sent',
              title: t('lastSent'),
              cell: (one) => (one.sentAt === null ? t('never') : <Moment at={one.sentAt} />),
            },
            {
              key: 'act',
              title: '',
              right: true,
              cell: (one) => (
                <Button size="small" onClick={() => void remove(one)}>
                  {t('turnOff')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </Section>
  )
}
