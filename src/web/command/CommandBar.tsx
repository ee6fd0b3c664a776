import { useQuery } from '@tanstack/react-query'
import { Modal } from 'antd'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiProblem, api } from '../client.ts'
import type { Group } from '../frame/navigation.ts'
import { keyName } from '../keys.ts'
import { useMeta } from '../meta.ts'
import { useLocale, useWords } from '../words.ts'
import { commandWords } from './command.words.ts'
import { type Command, hitCommand, knownCommands, markedRange, type SearchHit } from './commands.ts'
import './command.css'

interface CommandBarProps {
  readonly groups: readonly Group[]
  readonly onClose: () => void
}

const search = async (text: string, signal: AbortSignal) => {
  const started = performance.now()
  const { data } = await api.get<{ data: readonly SearchHit[] }>('/search', { query: { q: text, limit: 20 }, signal })
  return { hits: data, ms: Math.round(performance.now() - started) }
}

/** Records by name, pinyin or phone; actions; people; pages. Everything by keyboard. */
export const CommandBar = ({ groups, onClose }: CommandBarProps) => {
  const t = useWords(commandWords)
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const { commands, failure, busy, typed } = useCommands(text, groups)
  const navigate = useNavigate()
  const listed = useRef<HTMLDivElement>(null)
  const at = Math.min(chosen, commands.length - 1)

  useEffect(() => {
    listed.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const open = (command: Command, inNewTab: boolean) => {
    if (inNewTab && command.to !== undefined) return void window.open(command.to, '_blank', 'noopener')
    onClose()
    if (command.to !== undefined) void navigate(command.to)
    command.run?.()
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const command = commands[at]
    if (step !== 0) setChosen((at + step + commands.length) % Math.max(1, commands.length))
    else if (event.key === 'Enter' && command !== undefined) open(command, event.metaKey || event.ctrlKey)
    else return
    event.preventDefault()
  }

  return (
    <Modal
      open
      onCancel={onClose}
      footer={null}
      closable={false}
      width={680}
      className="gs-command"
      transitionName=""
      maskTransitionName=""
      title={<span className="gs-hidden">{t('title')}</span>}
    >
      <div className="gs-command-field">
        <Search aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: the bar was asked for in order to type
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls="gs-command-list"
          aria-activedescendant={commands[at] === undefined ? undefined : `gs-command-${at}`}
          aria-label={t('title')}
          placeholder={t('placeholder')}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setChosen(0)
          }}
          onKeyDown={onKey}
        />
        <kbd className="gs-kbd">Esc</kbd>
      </div>
      <div
        className="gs-command-list"
        id="gs-command-list"
        role="listbox"
        aria-label={t('title')}
        aria-busy={busy}
        ref={listed}
      >
        {failure !== null && (
          <p role="alert" className="gs-command-note gs-late">
            {t('failed', { reason: failure })}
          </p>
        )}
        {failure === null && !busy && commands.length === 0 && (
          <p className="gs-command-note gs-muted">{t('nothing', { text: typed })}</p>
        )}
        {commands.map((command, index) => (
          <Line
            key={command.key}
            command={command}
            typed={typed}
            index={index}
            heading={commands[index - 1]?.group === command.group ? null : command.group}
            selected={index === at}
            onHover={() => setChosen(index)}
            onOpen={(inNewTab) => open(command, inNewTab)}
          />
        ))}
      </div>
      <div className="gs-command-foot">
        <span>
          <kbd className="gs-kbd">↑</kbd> <kbd className="gs-kbd">↓</kbd> {t('choose')}
        </span>
        <span>
          <kbd className="gs-kbd">{keyName('enter')}</kbd> {t('open')}
        </span>
        <span>
          <kbd className="gs-kbd">{keyName('mod+enter')}</kbd> {t('newTab')}
        </span>
        <span className="gs-command-hint">{t('hint')}</span>
      </div>
    </Modal>
  )
}

const useCommands = (text: string, groups: readonly Group[]) => {
  const t = useWords(commandWords)
  const meta = useMeta()
  const locale = useLocale()
  const mode = /^[>@#]/.exec(text)?.[0] ?? ''
  const typed = text.slice(mode.length).trim()
  const asked = useDeferredValue(mode === '>' ? '' : typed)
  const settled = useSettled(asked, 120)
  const answer = useQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal }) => search(settled, signal),
    enabled: settled !== '',
    staleTime: 10_000,
    placeholderData: (before) => (settled === '' ? undefined : before),
  })
  const known = useMemo(() => knownCommands({ meta, groups, locale, t }), [meta, groups, locale, t])
  const wanted = typed.toLowerCase()
  const matching = known.filter((command) => command.title.toLowerCase().includes(wanted))
  const hits = settled === '' || typed === '' ? [] : (answer.data?.hits ?? [])
  const isNumber = (hit: SearchHit) => /[A-Z]{1,4}-?\d{4}|number/i.test(`${hit.matched?.field ?? ''} ${hit.title}`)
  const kept = hits.filter((hit) =>
    mode === '@' ? /^(employees|contacts)$/.test(hit.object) : mode === '#' ? isNumber(hit) : true,
  )
  const heading =
    mode === '@'
      ? t('people')
      : mode === '#'
        ? t('numbers')
        : answer.data === undefined
          ? t('records')
          : t('recordsIn', { ms: answer.data.ms })
  const records = kept.map((hit) => hitCommand(hit, { meta, locale, t }, heading))
  const commands =
    mode === '>'
      ? matching.filter((command) => command.run !== undefined)
      : mode === ''
        ? [...records, ...matching]
        : records
  return {
    commands,
    typed,
    busy: answer.isFetching || (mode !== '>' && settled !== typed),
    failure:
      answer.error === null ? null : answer.error instanceof ApiProblem ? answer.error.detail : String(answer.error),
  }
}

const useSettled = (value: string, wait: number): string => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}

interface LineProps {
  readonly command: Command
  readonly typed: string
  readonly index: number
  readonly heading: string | null
  readonly selected: boolean
  readonly onHover: () => void
  readonly onOpen: (inNewTab: boolean) => void
}

const Line = ({ command, typed, index, heading, selected, onHover, onOpen }: LineProps) => {
  const Icon = command.icon
  return (
    <>
      {heading !== null && (
        <div className="gs-command-heading" role="presentation">
          {heading}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys */}
      <div
        id={`gs-command-${index}`}
        role="option"
        aria-selected={selected}
        tabIndex={-1}
        className={`gs-command-line ${selected ? 'is-selected' : ''}`}
        onMouseMove={selected ? undefined : onHover}
        onClick={(event) => onOpen(event.metaKey || event.ctrlKey)}
      >
        <Icon aria-hidden />
        <span className="gs-command-title gs-ellipsis">
          <Marked text={command.title} typed={typed} matched={command.matched} />
        </span>
        {command.hint !== undefined && <span className="gs-command-sub gs-ellipsis">{command.hint}</span>}
        {command.state !== undefined && <span className="gs-tag">{command.state}</span>}
        {command.keys?.map((key) => (
          <kbd className="gs-kbd" key={key}>
            {key}
          </kbd>
        ))}
      </div>
    </>
  )
}

const Marked = ({ text, typed, matched }: { text: string; typed: string; matched: string | undefined }) => {
  const range =
    markedRange(text, typed) ??
    (matched === undefined || matched.length >= text.length ? null : markedRange(text, matched))
  if (range === null) return <>{text}</>
  return (
    <>
      {text.slice(0, range[0])}
      <mark>{text.slice(range[0], range[1])}</mark>
      {text.slice(range[1])}
    </>
  )
}
