import { Button, Input, Modal } from 'antd'
import { Camera, IdCard } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Row } from '../../model/label.ts'
import { ApiProblem, api } from '../client.ts'
import { openForm } from '../form-host.ts'
import { useKeys } from '../keys.ts'
import { fieldOf, type ObjectMeta } from '../meta.ts'
import { fetchList } from '../records.ts'
import { showToast } from '../toast.tsx'
import { say, useWords } from '../words.ts'
import { cardWords } from './cards.words.ts'
import './cards.css'

interface ReadAnswer {
  readonly data: readonly { readonly values: Row; readonly named: Readonly<Record<string, string>> }[]
  readonly page: { readonly total: { readonly value: number } }
}

/** The form of a new record with what the card says; names on it become records where there is exactly one. */
const openFilled = async (
  object: ObjectMeta,
  { values, named }: ReadAnswer['data'][number],
  photo?: File,
): Promise<void> => {
  const initial: Row = { ...values }
  for (const [name, text] of Object.entries(named)) {
    const target = fieldOf(object, name)?.to
    if (target === undefined) continue
    const { data } = await fetchList(target, { filter: { name: text }, limit: 2, count: 'none' })
    const [found] = data
    if (found !== undefined && data.length === 1) {
      initial[name] = found.id
      initial[name.replace(/Id$/, '')] = { id: found.id, name: text }
    } else showToast({ text: say(cardWords, 'unknown', { name: text }) })
  }
  openForm({ object: object.path, initial, ...(photo === undefined ? {} : { photo }) })
}

/** 名片 (W8): the text of a scanned code, or a file of one card, becomes a form that is filled in already. */
export const ReadCard = ({ object, onClose }: { object: ObjectMeta; onClose: () => void }) => {
  const t = useWords(cardWords)
  const navigate = useNavigate()
  const id = useId()
  const picker = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [count, setCount] = useState(1)
  const camera = useRef<HTMLInputElement>(null)
  const [looking, setLooking] = useState(false)
  /** The code on a picture says who it is; without one the form opens beside the picture. */
  const look = async (photo: File) => {
    setFault(null)
    setLooking(true)
    try {
      const { textOnPicture } = await import('./scan.ts')
      const found = await textOnPicture(photo)
      if (found !== null && /^\s*(?:BEGIN:VCARD|MECARD:)/i.test(found)) return await read(found, photo)
      onClose()
      showToast({ text: t('noCode') })
      openForm({ object: object.path, photo })
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    } finally {
      setLooking(false)
    }
  }
  const read = async (given: string, photo?: File) => {
    setFault(null)
    try {
      const { data } = await api.post<ReadAnswer>(`/${object.path}/read-card`, { text: given })
      const [card] = data.data
      setCount(data.page.total.value)
      if (card === undefined || data.page.total.value > 1) return
      onClose()
      await openFilled(object, card, photo)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setFault(error.errors[0]?.message ?? error.detail)
    }
  }
  useKeys({ 'mod+enter': () => void read(text) }, true)
  return (
    <Modal
      open
      width={520}
      title={t('title')}
      onCancel={onClose}
      footer={
        <div className="gs-card-foot">
          <Button icon={<Camera aria-hidden />} loading={looking} onClick={() => camera.current?.click()}>
            {t('picture')}
          </Button>
          <Button icon={<IdCard aria-hidden />} onClick={() => picker.current?.click()}>
            {t('file')}
          </Button>
          <Button type="primary" disabled={text.trim() === ''} onClick={() => void read(text)}>
            {t('read')}
          </Button>
        </div>
      }
    >
      <label htmlFor={id} className="gs-field-label">
        {t('text')}
      </label>
      <Input.TextArea
        id={id}
        autoFocus
        rows={7}
        value={text}
        onChange={(event) => setText(event.target.value)}
        placeholder={'BEGIN:VCARD\nFN:…'}
        aria-describedby={`${id}-help`}
      />
      <p id={`${id}-help`} className="gs-muted">
        {t('help')}
      </p>
      {fault !== null && (
        <p className="gs-field-fault" role="alert">
          {fault}
        </p>
      )}
      {count > 1 && (
        <p role="alert">
          {t('several', { count })}{' '}
          <button
            type="button"
            className="gs-plain gs-link"
            onClick={() => void navigate(`/import?object=${object.path}`)}
          >
            {t('toImport')}
          </button>
        </p>
      )}
      <input
        ref={camera}
        type="file"
        accept="image/*"
        capture="environment"
        className="gs-card-file"
        aria-label={t('picture')}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void look(file)
        }}
      />
      <input
        ref={picker}
        type="file"
        accept=".vcf,text/vcard"
        className="gs-card-file"
        aria-label={t('file')}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) void file.text().then((given) => read(given))
        }}
      />
    </Modal>
  )
}
