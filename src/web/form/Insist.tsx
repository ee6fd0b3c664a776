import { Input } from 'antd'
import { useId } from 'react'
import type { ApiProblem } from '../client.ts'
import type { CheckAnswer } from '../duplicates/duplicates.data.ts'
import { duplicatesWords } from '../duplicates/duplicates.words.ts'
import { useWords } from '../words.ts'

interface InsistProps {
  readonly answer: CheckAnswer | undefined
  readonly refusal: ApiProblem | null
  readonly value: string
  readonly onChange: (value: string) => void
}

/** 坚持保存的理由 (C14, G15): offered where a warning stands against saving, or a value that looks impossible. */
export const Insist = ({ answer, refusal, value, onChange }: InsistProps) => {
  const t = useWords(duplicatesWords)
  const id = useId()
  const wrong = answer?.wrong.some((one) => one.certain) === true
  const must = answer?.reasonRequired === true || refusal?.members.insist === true
  const warned = answer?.decision === 'warn' || answer?.decision === 'queue'
  if (answer?.decision === 'block' || !(wrong || must || warned)) return null
  return (
    <div className="gs-insist">
      <label htmlFor={id}>{t('insist')}</label>
      <Input id={id} value={value} maxLength={500} onChange={(event) => onChange(event.target.value)} />
      <p className="gs-field-help">{t(wrong ? 'insistWrong' : must ? 'insistMust' : 'insistHelp')}</p>
    </div>
  )
}
