import { Input, type InputRef } from 'antd'
import { Search } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { FieldMeta } from '../../model/web-field.ts'
import { BoardSwitch } from '../board/BoardSwitch.tsx'
import { useBoardChoice } from '../board/board.data.ts'
import { useWidth } from '../media.ts'
import type { ObjectMeta } from '../meta.ts'
import { useWords } from '../words.ts'
import { FilterBar } from './FilterBar.tsx'
import { ColumnsMenu, DensityMenu, SortMenu } from './ListTools.tsx'
import { listWords } from './list.words.ts'
import type { ListState } from './list-state.ts'
import { ViewTabs } from './ViewTabs.tsx'

interface FilterRowProps {
  readonly object: ObjectMeta
  readonly state: ListState
  readonly columns: readonly FieldMeta[]
  readonly loaded: number
  readonly total: { readonly value: number; readonly exact: boolean } | null
  readonly searchBox: RefObject<HTMLInputElement | null>
}

/** Under the header: words, conditions, how many, order, columns, density. */
export const FilterRow = ({ object, state, columns, loaded, total, searchBox }: FilterRowProps) => {
  const t = useWords(listWords)
  const width = useWidth()
  const isBoard = useBoardChoice(object, state.view.key).field !== undefined
  const [text, setText] = useState(state.search)
  const composing = useRef(false)
  const input = useRef<InputRef>(null)
  const { set, search } = state
  useEffect(() => setText(search), [search])
  useEffect(() => {
    if (text === search || composing.current) return
    const timer = setTimeout(() => set({ search: text.trim() }), 250)
    return () => clearTimeout(timer)
  }, [text, search, set])
  useEffect(() => {
    searchBox.current = input.current?.input ?? null
  })
  const count =
    total === null
      ? ''
      : total.exact
        ? total.value.toLocaleString('en-US')
        : t('about', { total: total.value.toLocaleString('en-US') })
  const box = (
    <Input
      ref={input}
      size={width === 'phone' ? 'large' : 'small'}
      className="gs-list-search"
      type="search"
      aria-label={t('search')}
      placeholder={t('search')}
      prefix={<Search aria-hidden />}
      suffix={width === 'phone' || text !== '' ? <span /> : <kbd className="gs-kbd">/</kbd>}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        setText(event.currentTarget.value)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) {
          setText('')
          event.currentTarget.blur()
        }
      }}
    />
  )
  const bar = <FilterBar object={object} filter={state.filter} onChange={(filter) => set({ filter })} />
  const counted = (
    <span className="gs-list-count" role="status">
      {!isBoard && total !== null && t('loaded', { loaded: loaded.toLocaleString('en-US'), total: count })}
    </span>
  )
  if (width === 'phone')
    return (
      <div className="gs-filter-row is-phone">
        <div className="gs-phone-views">
          <ViewTabs object={object} state={state} />
        </div>
        {box}
        <div className="gs-phone-filter">
          {bar}
          {counted}
          <BoardSwitch object={object} view={state.view.key} />
        </div>
      </div>
    )
  return (
    <div className="gs-filter-row">
      {box}
      {bar}
      <div className="gs-list-tools">
        {counted}
        <BoardSwitch object={object} view={state.view.key} />
        <SortMenu object={object} sort={state.sort} onSort={(sort) => set({ sort })} />
        {!isBoard && (
          <>
            <ColumnsMenu object={object} columns={columns} />
            <DensityMenu />
          </>
        )}
      </div>
    </div>
  )
}
