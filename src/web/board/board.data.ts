import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import type { JsonObject } from '../../model/label.ts'
import type { FieldMeta } from '../../model/web-field.ts'
import { api, type Page } from '../client.ts'
import type { ObjectMeta } from '../meta.ts'
import { setPreferences, usePreferences } from '../preferences.ts'
import { queryClient } from '../query.ts'
import { stateFields } from '../record/record.hooks.ts'
import { fetchList, type RecordRow, recordsChanged } from '../records.ts'
import { showProblem, showToast } from '../toast.tsx'
import { say } from '../words.ts'
import { boardWords } from './board.words.ts'

const mostColumns = 12

/** Fields a board can be made of: a few choices, filterable. */
export const boardFields = (object: ObjectMeta): readonly FieldMeta[] =>
  object.fields.filter(
    (field) =>
      field.type === 'choice' &&
      field.readable &&
      field.operators.includes('eq') &&
      (field.options ?? []).length > 1 &&
      (field.options ?? []).length <= mostColumns,
  )

/** Whether a list is looked at as a board, and by which field; remembered for each view. */
export const useBoardChoice = (object: ObjectMeta, view: string) => {
  const { boards } = usePreferences()
  const fields = boardFields(object)
  const key = `${object.path}/${view}`
  const field = fields.find((one) => one.name === boards[key])
  const usual = stateFields(object).find((one) => fields.includes(one)) ?? fields[0]
  const choose = (name: string | null) => {
    const { [key]: _before, ...others } = boards
    setPreferences({ boards: name === null ? others : { ...others, [key]: name } })
  }
  return { fields, field, usual, choose }
}

/** The records of one column. */
export interface ColumnQuery {
  readonly object: ObjectMeta
  readonly field: FieldMeta
  readonly option: string | null
  readonly filter: JsonObject
  readonly sort: string
  readonly search: string
}

const pageSize = 30

const columnKey = ({ object, field, option, filter, sort, search }: ColumnQuery) =>
  ['list', object.path, 'board', { filter, sort, search }, field.name, option] as const

export const useColumn = (query: ColumnQuery) => {
  const { object, field, option, filter, sort, search } = query
  // A list's own condition on this field stays beside the column's.
  const within = { ...(Object.keys(filter).length === 0 ? {} : { or: [filter] }), [field.name]: option }
  return useInfiniteQuery({
    queryKey: columnKey(query),
    queryFn: ({ pageParam, signal }) =>
      fetchList(
        object.path,
        { filter: within, sort, limit: pageSize, cursor: pageParam, ...(search === '' ? {} : { search }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.page.next,
  })
}

type Column = InfiniteData<Page<RecordRow>>

const change = (query: ColumnQuery, by: number, rows: (before: readonly RecordRow[]) => readonly RecordRow[]): void => {
  queryClient.setQueryData<Column>(columnKey(query), (before) =>
    before === undefined
      ? before
      : {
          ...before,
          pages: before.pages.map((page, at) => ({
            data: at === 0 || by < 0 ? rows(page.data) : page.data,
            page: { ...page.page, total: { ...page.page.total, value: page.page.total.value + by } },
          })),
        },
  )
}

/** Puts a card into another column: at once on the screen, then on the server, with the way back. */
export const moveCard = async (row: RecordRow, from: ColumnQuery, to: ColumnQuery, option: string): Promise<void> => {
  const { object, field } = from
  await queryClient.cancelQueries({ queryKey: ['list', object.path, 'board'] })
  change(from, -1, (before) => before.filter((one) => one.id !== row.id))
  change(to, 1, (before) => [{ ...row, [field.name]: to.option }, ...before])
  const name = String(row.shortName ?? row[object.title] ?? '')
  try {
    const { undo } = await api.patch(`/${object.path}/${row.id}`, { [field.name]: to.option })
    const text =
      to.option === null
        ? say(boardWords, 'cleared', { name, field: option })
        : say(boardWords, 'moved', { name, option })
    showToast({ text, undo })
  } catch (error) {
    showProblem(error)
  }
  await recordsChanged(object.path)
}
