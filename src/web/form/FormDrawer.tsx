import type { Row } from '../../model/label.ts'

export interface FormDrawerProps {
  readonly object: string
  /** The record to change; without it, one is created. */
  readonly id?: string
  readonly initial?: Row
  readonly onSaved: (record: Row) => void
  readonly onClose: () => void
}

/** Stands in until the form is written. */
export const FormDrawer = (_props: FormDrawerProps) => null
