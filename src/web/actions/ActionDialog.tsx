import type { Row } from '../../model/label.ts'
import type { ActionMeta, ObjectMeta } from '../meta.ts'

export interface ActionDialogProps {
  readonly object: ObjectMeta
  readonly action: ActionMeta
  /** One id runs the action of that record, several the bulk action. */
  readonly ids: readonly string[]
  readonly record?: Row
  /** After it ran, whether or not every record took it; the dialog has shown its own toast. */
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Stands in until the dialog is written. An action without input runs at once, and shows nothing but a toast. */
export const ActionDialog = (_props: ActionDialogProps) => null
