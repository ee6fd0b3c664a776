import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useId } from 'react'
import type { Label } from '../../../model/label.ts'
import { type Block, type BlockName, blockNames, type Words } from '../../../model/paper.ts'
import { api } from '../../client.ts'
import type { ObjectMeta } from '../../meta.ts'
import { useLabel, useLocale, useWords } from '../../words.ts'
import { printSettingsWords } from './print-settings.words.ts'
import { newBlock, reworded } from './template.data.ts'

interface Placeholder {
  readonly name: string
  readonly label: Label
}

const usePlaceholders = (object: string): readonly Placeholder[] =>
  useQuery({
    queryKey: ['placeholders', object],
    queryFn: () => api.get<{ data: readonly Placeholder[] }>('/print/placeholders', { query: { object } }),
    staleTime: 5 * 60_000,
  }).data?.data ?? []

interface BlockListProps {
  readonly object: ObjectMeta
  readonly blocks: readonly Block[]
  readonly faultOf: (path: string) => string | undefined
  readonly onChange: (blocks: readonly Block[]) => void
}

/** What stands on the paper, from top to bottom. */
export const BlockList = ({ object, blocks, faultOf, onChange }: BlockListProps) => {
  const t = useWords(printSettingsWords)
  const label = useLabel()
  const heading = useId()
  const lines = object.fields.filter((field) => field.type === 'lines')
  const replace = (at: number, ...by: readonly Block[]) =>
    onChange([...blocks.slice(0, at), ...by, ...blocks.slice(at + 1)])
  const swap = (at: number) => onChange([...blocks.slice(0, at), blocks[at + 1]!, blocks[at]!, ...blocks.slice(at + 2)])
  const offered = (Object.keys(blockNames) as BlockName[]).filter((name) => name !== 'table' || lines.length > 0)
  const act = (word: 'up' | 'down' | 'remove', one: Block, Icon: typeof X, run: () => void, disabled = false) => (
    <Button
      type="text"
      size="small"
      aria-label={t(word, { name: label(blockNames[one.block]) })}
      icon={<Icon aria-hidden size={15} />}
      disabled={disabled}
      onClick={run}
    />
  )
  return (
    <section className="gs-labelled" aria-labelledby={heading}>
      <h3 id={heading}>{t('blocks')}</h3>
      <ol className="gs-blocks">
        {blocks.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name but their place
          <li key={`${at}.${one.block}`}>
            <div className="gs-block-head">
              <span>{label(blockNames[one.block])}</span>
              {act('up', one, ArrowUp, () => swap(at - 1), at === 0)}
              {act('down', one, ArrowDown, () => swap(at), at === blocks.length - 1)}
              {act('remove', one, X, () => replace(at))}
            </div>
            <BlockBody object={object} block={one} onChange={(block) => replace(at, block)} />
            {Object.keys(one).map((key) => {
              const fault = faultOf(`sections.${at}.${key}`) ?? faultOf(`sections.${at}.${key}.zh`)
              return fault === undefined ? null : (
                <p key={key} className="gs-fault" role="alert">
                  {fault}
                </p>
              )
            })}
          </li>
        ))}
      </ol>
      <Select
        className="gs-template-input"
        aria-label={t('add')}
        placeholder={t('add')}
        listHeight={420}
        value={null}
        options={offered.map((name) => ({ value: name, label: label(blockNames[name]) }))}
        onChange={(name: BlockName) => onChange([...blocks, newBlock(name, lines[0]?.name ?? '')])}
      />
    </section>
  )
}

interface BlockBodyProps {
  readonly object: ObjectMeta
  readonly block: Block
  readonly onChange: (block: Block) => void
}

const BlockBody = ({ object, block, onChange }: BlockBodyProps) => {
  const t = useWords(printSettingsWords)
  const locale = useLocale()
  const label = useLabel()
  const placeholders = usePlaceholders(object.path)
  const said = (words: Words | undefined) => (typeof words === 'object' ? words[locale] : (words ?? ''))
  if (block.block === 'text') {
    const write = (text: string) => onChange({ ...block, text: reworded(block.text, locale, text) })
    return (
      <>
        <Input.TextArea
          aria-label={t('text')}
          autoSize={{ minRows: 2, maxRows: 12 }}
          maxLength={10_000}
          value={said(block.text)}
          onChange={(event) => write(event.target.value)}
        />
        <Select
          className="gs-template-input"
          aria-label={t('placeholder')}
          placeholder={t('placeholder')}
          showSearch={{ optionFilterProp: 'label' }}
          value={null}
          options={placeholders.map((one) => ({ value: one.name, label: `${label(one.label)} {${one.name}}` }))}
          onChange={(name: string) => write(`${said(block.text)}{${name}}`)}
        />
      </>
    )
  }
  if (block.block === 'facts')
    return (
      <Select
        mode="multiple"
        className="gs-template-input"
        aria-label={t('fields')}
        placeholder={t('fields')}
        value={[...block.fields]}
        optionFilterProp="label"
        options={object.fields
          .filter(({ name }) => block.fields.includes(name) || placeholders.some((one) => one.name === name))
          .map((field) => ({ value: field.name, label: label(field.label) }))}
        onChange={(fields: string[]) => onChange({ ...block, fields })}
      />
    )
  if (block.block === 'table')
    return (
      <Select
        className="gs-template-input"
        aria-label={t('table')}
        value={block.field}
        options={object.fields
          .filter((field) => field.type === 'lines')
          .map((field) => ({ value: field.name, label: label(field.label) }))}
        onChange={(field: string) => onChange({ ...block, field })}
      />
    )
  if (block.block === 'parties' || block.block === 'signatures')
    return (
      <div className="gs-pair">
        {(['theirs', 'ours'] as const).map((side) => (
          <Input
            key={side}
            aria-label={t(side)}
            placeholder={t(side)}
            maxLength={60}
            value={said(block[side])}
            onChange={(event) => onChange({ ...block, [side]: reworded(block[side], locale, event.target.value) })}
          />
        ))}
      </div>
    )
  return null
}
