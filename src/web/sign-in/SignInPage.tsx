import { Button, Form, Input } from 'antd'
import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ApiProblem, api } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { Mark } from '../frame/Mark.tsx'
import { queryClient } from '../query.ts'
import { switchLocale, useLocale, useWords } from '../words.ts'
import { signInWords } from './sign-in.words.ts'
import '../frame/frame.css'
import './sign-in.css'

interface Entered {
  readonly account?: string
  readonly password?: string
  readonly code?: string
}

/** Only addresses of our own are returned to. */
const destination = (to: string | null): string => (to?.startsWith('/') && !to.startsWith('//') ? to : '/')

export const SignInPage = () => {
  const t = useWords(signInWords)
  const common = useWords(commonWords)
  const navigate = useNavigate()
  const [parameters] = useSearchParams()
  const [ticket, setTicket] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [form] = Form.useForm<Entered>()

  useEffect(() => {
    document.title = `${t('title')} · ${common('product')}`
  }, [t, common])
  useEffect(() => {
    api
      .get<{ needed: boolean }>('/setup')
      .then(({ needed }) => needed && navigate('/setup', { replace: true }))
      .catch(() => {
        // Signing in says by itself when the server is not reachable.
      })
  }, [navigate])

  const submit = async ({ account, password, code }: Entered) => {
    setBusy(true)
    setRefused(null)
    try {
      await api.post(
        '/session',
        ticket === null ? { account: account?.trim(), password } : { ticket, code: code?.replace(/\s/g, '') },
      )
      queryClient.clear()
      await navigate(destination(parameters.get('to')), { replace: true })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.code === 'totp_required' && typeof error.members.ticket === 'string')
        return setTicket(error.members.ticket)
      if (error.code === 'ticket_expired') setTicket(null)
      setRefused(error.detail)
      form.setFieldValue(ticket === null ? 'password' : 'code', '')
      form.focusField(ticket === null ? 'password' : 'code')
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="gs-sign-in">
      <main className="gs-sign-in-box">
        <div className="gs-sign-in-brand">
          <Mark size={32} />
          <span>{common('product')}</span>
        </div>
        <h1>{t(ticket === null ? 'title' : 'totpTitle')}</h1>
        <p className="gs-muted">{t(ticket === null ? 'promise' : 'totpHelp')}</p>
        {refused !== null && (
          <p className="gs-sign-in-refused" role="alert">
            <CircleAlert aria-hidden />
            {refused}
          </p>
        )}
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={submit}
          size="large"
          validateTrigger="onSubmit"
        >
          {ticket === null ? (
            <>
              <Form.Item
                name="account"
                label={t('account')}
                rules={[{ required: true, whitespace: true, message: t('needAccount') }]}
              >
                <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
              </Form.Item>
              <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('needPassword') }]}>
                <Input.Password autoComplete="current-password" />
              </Form.Item>
            </>
          ) : (
            <Form.Item
              name="code"
              label={t('code')}
              rules={[{ required: true, whitespace: true, message: t('needCode') }]}
            >
              <Input autoFocus autoComplete="one-time-code" spellCheck={false} className="gs-sign-in-code" />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t(ticket === null ? 'submit' : 'confirm')}
          </Button>
        </Form>
        <div className="gs-sign-in-foot">
          {ticket === null ? (
            <span className="gs-muted">{t('helpPassword')}</span>
          ) : (
            <Button type="link" size="small" onClick={() => setTicket(null)}>
              {t('back')}
            </Button>
          )}
        </div>
      </main>
      <LanguageSwitch />
    </div>
  )
}

/** The other language, in its own words; for pages before anybody is signed in. */
export const LanguageSwitch = () => {
  const locale = useLocale()
  const other = locale === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" lang={other} className="gs-plain gs-sign-in-language" onClick={() => switchLocale(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </button>
  )
}
