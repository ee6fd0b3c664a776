import { Button } from 'antd'
import { useState } from 'react'
import { useMe } from '../../meta.ts'
import { useWords } from '../../words.ts'
import { Section, Setting, Topic } from '../parts.tsx'
import { settingsWords } from '../settings.words.ts'
import { accountWords } from './account.words.ts'
import { PasswordDialog } from './PasswordDialog.tsx'
import { Sessions } from './Sessions.tsx'
import { TotpOff, TotpOn } from './TotpDialogs.tsx'

/** Who I am here, how I sign in, and where I am signed in. */
export const AccountTopic = () => {
  const t = useWords(accountWords)
  const title = useWords(settingsWords)('account')
  const { employee, totp } = useMe()
  const [open, setOpen] = useState<'password' | 'on' | 'off' | null>(null)
  const close = () => setOpen(null)
  const facts = [
    [t('name'), employee.name],
    [t('accountName'), employee.account],
    [t('department'), employee.department?.name ?? ''],
    [t('roles'), employee.roles.map((role) => role.name).join('、')],
    [t('phone'), employee.phone ?? ''],
    [t('email'), employee.email ?? ''],
  ] as const
  return (
    <Topic title={title}>
      <Section title={t('profile')} text={t('profileText')}>
        <dl className="gs-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value === '' ? '—' : value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('security')}>
        <Setting title={t('password')} text={t('passwordText')}>
          <Button onClick={() => setOpen('password')}>{t('changePassword')}</Button>
        </Setting>
        <Setting title={t('totp')} text={totp ? t('totpOn') : t('totpOff')}>
          <Button onClick={() => setOpen(totp ? 'off' : 'on')}>{totp ? t('turnOff') : t('turnOn')}</Button>
        </Setting>
      </Section>
      <Sessions />
      {open === 'password' && <PasswordDialog onClose={close} />}
      {open === 'on' && <TotpOn onClose={close} />}
      {open === 'off' && <TotpOff onClose={close} />}
    </Topic>
  )
}
