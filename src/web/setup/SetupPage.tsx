import { useQuery } from '@tanstack/react-query'
import { Button, Input, Segmented } from 'antd'
import { type FormEvent, useEffect, useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { ApiProblem, api } from '../client.ts'
import { commonWords } from '../common.words.ts'
import { Mark } from '../frame/Mark.tsx'
import { queryClient } from '../query.ts'
import { Labelled } from '../settings/parts.tsx'
import { useSaving } from '../settings/saving.ts'
import { Failure } from '../states.tsx'
import { showToast } from '../toast.tsx'
import { switchLocale, useLocale, useWords } from '../words.ts'
import { setupWords } from './setup.words.ts'
import './setup.css'

const fields = ['code', 'company', 'name', 'account', 'password'] as const
type Field = (typeof fields)[number]
const helps: Partial<Record<Field, 'codeHelp' | 'companyHelp' | 'accountHelp' | 'passwordHelp'>> = {
  code: 'codeHelp',
  company: 'companyHelp',
  account: 'accountHelp',
  password: 'passwordHelp',
}
const completions: Record<Field, string> = {
  code: 'off',
  company: 'organization',
  name: 'name',
  account: 'username',
  password: 'new-password',
}

/** The first run: who the company is, and who administers it. */
export const SetupPage = () => {
  const t = useWords(setupWords)
  const common = useWords(commonWords)
  const locale = useLocale()
  const navigate = useNavigate()
  const { busy, faultOf, run } = useSaving()
  const [values, setValues] = useState<Readonly<Record<Field, string>>>({
    code: '',
    company: '',
    name: '',
    account: '',
    password: '',
  })
  const [refusal, setRefusal] = useState<ApiProblem | null>(null)
  const title = t('title')
  useEffect(() => {
    document.title = title
  }, [title])
  const { data, error, refetch } = useQuery({
    queryKey: ['setup'],
    queryFn: () => api.get<{ needed: boolean }>('/setup'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data?.needed === false) return <Navigate to="/" replace />
  const ready = fields.every((field) => values[field].trim() !== '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready || busy) return
    setRefusal(null)
    const done = await run(async () => {
      try {
        const { password, ...others } = values
        const trimmed = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, value.trim()]))
        await api.post('/setup', { ...trimmed, password })
      } catch (problem) {
        if (!(problem instanceof ApiProblem) || problem.errors.length > 0) throw problem
        setRefusal(problem)
        document.querySelector<HTMLInputElement>('.gs-setup-code')?.select()
        return
      }
      queryClient.clear()
      showToast({
        text: t('welcome'),
        action: { label: t('goSettings'), run: () => void navigate('/settings/departments') },
      })
      void navigate('/', { replace: true })
    }, fields)
    if (!done) document.querySelector<HTMLInputElement>('[aria-invalid=true]')?.focus()
  }
  const errorOf = (field: Field): string | undefined =>
    faultOf(field) ?? (field === 'code' && refusal?.status === 401 ? refusal.detail : undefined)
  return (
    <main className="gs-setup">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <header className="gs-setup-head">
          <Mark size={32} />
          <b>{common('product')}</b>
          <Segmented
            size="small"
            aria-label={t('language')}
            value={locale}
            onChange={switchLocale}
            options={[
              { value: 'zh', label: <span lang="zh">中文</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
          />
        </header>
        <h1>{title}</h1>
        <p className="gs-muted">{t('lead')}</p>
        {error !== null && <Failure title={t('notDone')} error={error} onRetry={() => void refetch()} />}
        {refusal !== null && refusal.status !== 401 && <Failure title={t('notDone')} error={refusal} />}
        {fields.map((field) => {
          const help = helps[field]
          const fault = errorOf(field)
          const props = {
            autoComplete: completions[field],
            maxLength: 200,
            autoFocus: field === 'code',
            value: values[field],
            'aria-invalid': fault !== undefined,
            ...(fault === undefined ? {} : { status: 'error' as const }),
            onChange: (event: { target: { value: string } }) =>
              setValues((before) => ({ ...before, [field]: event.target.value })),
          }
          return (
            <Labelled key={field} label={t(field)} error={fault} {...(help === undefined ? {} : { help: t(help) })}>
              {(id) =>
                field === 'password' ? (
                  <Input.Password id={id} {...props} />
                ) : (
                  <Input
                    id={id}
                    {...props}
                    {...(field === 'code' ? { className: 'gs-setup-code', spellCheck: false } : {})}
                  />
                )
              }
            </Labelled>
          )
        })}
        <Button type="primary" htmlType="submit" size="large" block loading={busy} disabled={!ready}>
          {t('start')}
        </Button>
      </form>
    </main>
  )
}
