import type { WebFieldType } from '../../model/web-field.ts'
import { TextCell, TextInput } from '../text/text.tsx'

export const serialWeb: WebFieldType = { name: 'serial', width: 140, Cell: TextCell, Input: TextInput }
