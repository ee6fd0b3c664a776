import type { Row } from '../../model/label.ts'
import type { ActionMeta, FieldMeta } from '../meta.ts'
import type { StationShown } from './approval.data.ts'

/** 退回到: the stations of this approval that were decided already, to choose from. */
export const withStations = (action: ActionMeta, record: Row | undefined): ActionMeta => {
  const stations = record?.stations
  if (!Array.isArray(stations) || !action.input.some((field) => field.name === 'nodeId')) return action
  const behind = (stations as unknown as readonly StationShown[]).filter(
    (one) => one.kind === 'approve' && one.state === 'done',
  )
  const options = behind.map(({ id, name }) => ({ key: id, label: { zh: name, en: name } }))
  return {
    ...action,
    input: action.input.flatMap((field): FieldMeta[] =>
      field.name !== 'nodeId' ? [field] : options.length === 0 ? [] : [{ ...field, type: 'choice', options }],
    ),
  }
}
