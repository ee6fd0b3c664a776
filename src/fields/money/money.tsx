import type { CellProps, WebFieldType } from '../../model/web-field.ts'
import { DecimalInput } from '../decimal/decimal.tsx'
import { grouped, moneyInTable, moneyInText } from './money-text.ts'

const MoneyCell = ({ value, context, place }: CellProps) => {
  if (typeof value !== 'string') return null
  const text = place === 'table' ? moneyInTable(value, context.locale) : moneyInText(value, context.locale)
  return <span title={`¥${grouped(value)}`}>{text}</span>
}

export const moneyWeb: WebFieldType = {
  name: 'money',
  align: 'right',
  unit: { zh: '万', en: '¥k' },
  width: 112,
  Cell: MoneyCell,
  Input: (props) => <DecimalInput {...props} prefix="¥" scale={2} />,
}
