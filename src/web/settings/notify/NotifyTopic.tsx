import { Checkbox, Segmented, Switch } from 'antd'
import { Check } from 'lucide-react'
import { type PersonalChannel, personalChannels } from '../../../model/notice.ts'
import { useLabel, useWords } from '../../words.ts'
import { Loaded, Section, Setting, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { Browsers } from './Browsers.tsx'
import { changeMySettings, type KindChoice, type MySettings, type QuietHours, useMySettings } from './notify.data.ts'
import { notifyWords } from './notify.words.ts'
import { QuietDays, QuietTimes, TimeSelect } from './QuietInputs.tsx'
import './notify.css'

/** How I hear of what concerns me, and when not. */
export const NotifyTopic = () => {
  const t = useWords(notifyWords)
  const s = useWords(settingsWords)
  const query = useMySettings()
  return (
    <Topic title={s('notifications')} lead={t('lead')}>
      <Loaded query={query}>
        {(settings) => (
          <>
            <Kinds settings={settings} />
            <When settings={settings} />
            <Browsers settings={settings} />
          </>
        )}
      </Loaded>
    </Topic>
  )
}

const Kinds = ({ settings }: { settings: MySettings }) => {
  const t = useWords(notifyWords)
  const label = useLabel()
  const { email, push, kinds } = settings
  const choose = (kind: KindChoice, channel: PersonalChannel, on: boolean) => {
    const channels = { ...kind.channels, [channel]: on }
    const shown = { ...settings, kinds: kinds.map((one) => (one === kind ? { ...one, channels } : one)) }
    void changeMySettings(shown, { channels: { [kind.key]: { [channel]: on } } })
  }
  const hints = [
    !email.on ? t('mailOff') : email.address === null ? t('noAddress') : t('toAddress', { address: email.address }),
    ...(push.browsers.length === 0 ? [t('noBrowser')] : []),
  ]
  return (
    <Section title={t('kinds')}>
      <table className="gs-choice" aria-label={t('kinds')}>
        <thead>
          <tr>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('centre')}</th>
            {personalChannels.map((channel) => (
              <th key={channel} scope="col">
                {t(channel)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind.key}>
              <th scope="row">
                <span className="gs-inline">
                  {label(kind.label)}
                  {kind.urgent && (
                    <span className="gs-tag is-wait" title={t('urgentText')}>
                      {t('urgent')}
                    </span>
                  )}
                </span>
              </th>
              <td>
                <Check role="img" aria-label={t('always')} />
              </td>
              {personalChannels.map((channel) => (
                <td key={channel}>
                  <Checkbox
                    checked={kind.channels[channel]}
                    aria-label={t('by', { kind: label(kind.label), channel: t(channel) })}
                    onChange={({ target }) => choose(kind, channel, target.checked)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="gs-hints">
        {hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </Section>
  )
}

const When = ({ settings }: { settings: MySettings }) => {
  const t = useWords(notifyWords)
  const { quietHours, digest } = settings
  const setQuiet = (next: QuietHours) => void changeMySettings({ ...settings, quietHours: next }, { quietHours: next })
  const setDigest = (next: MySettings['digest']) =>
    void changeMySettings({ ...settings, digest: next }, { digest: next })
  return (
    <Section title={t('when')}>
      <Setting title={t('quiet')} text={t('quietText')}>
        {quietHours.on && <QuietTimes value={quietHours} onChange={setQuiet} />}
        <Switch checked={quietHours.on} aria-label={t('quiet')} onChange={(on) => setQuiet({ ...quietHours, on })} />
      </Setting>
      {quietHours.on && (
        <Setting title={t('quietDays')} text={t('quietDaysText', { zone: settings.timeZone })}>
          <QuietDays value={quietHours} onChange={setQuiet} />
        </Setting>
      )}
      <Setting title={t('digest')} text={t('digestText')}>
        {digest.mode === 'daily' && (
          <TimeSelect label={t('dailyAt')} value={digest.at} onChange={(at) => setDigest({ ...digest, at })} />
        )}
        <Segmented<'now' | 'daily'>
          value={digest.mode}
          onChange={(mode) => setDigest({ ...digest, mode })}
          options={[
            { value: 'now', label: t('now') },
            { value: 'daily', label: t('daily') },
          ]}
        />
      </Setting>
    </Section>
  )
}
