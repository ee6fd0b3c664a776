import type { CellProps, WebFieldType } from '../../model/web-field.ts'
import { TextInput } from '../text/text.tsx'

const UrlCell = ({ value }: CellProps) => {
  if (typeof value !== 'string' || value === '') return null
  const shown = value.replace(/^https?:\/\//, '').replace(/\/$/, '')
  const isWeb = /^https?:\/\//i.test(value) || /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(value)
  if (!isWeb) return <span title={value}>{value}</span>
  const address = /^https?:\/\//i.test(value) ? value : `https://${value}`
  return (
    <a href={address} target="_blank" rel="noreferrer noopener" title={value}>
      {shown}
    </a>
  )
}

export const urlWeb: WebFieldType = { name: 'url', width: 180, Cell: UrlCell, Input: TextInput }
