import type { CellProps, WebFieldType } from '../../model/web-field.ts'
import { TextInput } from '../text/text.tsx'

const JsonCell = ({ value }: CellProps) =>
  value === null || value === undefined ? null : <code title={JSON.stringify(value)}>{JSON.stringify(value)}</code>

export const jsonWeb: WebFieldType = { name: 'json', width: 200, Cell: JsonCell, Input: TextInput }
