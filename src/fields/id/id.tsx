import type { WebFieldType } from '../../model/web-field.ts'
import { TextCell, TextInput } from '../text/text.tsx'

export const idWeb: WebFieldType = { name: 'id', width: 120, Cell: TextCell, Input: TextInput }
