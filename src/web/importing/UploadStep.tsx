import { Select } from 'antd'
import { FileUp } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ApiProblem, api } from '../client.ts'
import { may, type ObjectMeta, useMeta } from '../meta.ts'
import type { KeptMapping } from '../preferences.ts'
import { queryClient } from '../query.ts'
import { Empty, Failure } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { EarlierImports } from './EarlierImports.tsx'
import { type ImportRun, importKey } from './import-run.ts'
import { importWords } from './importing.words.ts'
import { keptFor } from './kept-mappings.ts'

/** A file with headings known from before is mapped as it was then; where that no longer fits, the guess stays. */
const takeUp = async (object: ObjectMeta, run: ImportRun): Promise<KeptMapping | undefined> => {
  const kept = keptFor(object, run.columns ?? [])
  if (kept === undefined) return undefined
  const { fields, matchBy, onMatch } = kept
  try {
    await api.patch(`/imports/${run.id}`, { mapping: fields, matchBy, onMatch })
    return kept
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 422) return undefined
    throw error
  }
}

/** Which object, which file; and what was imported before. */
export const UploadStep = () => {
  const t = useWords(importWords)
  const label = useLabel()
  const navigate = useNavigate()
  const [parameters, setParameters] = useSearchParams()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [reading, setReading] = useState<string | null>(null)
  const [problem, setProblem] = useState<unknown>(null)
  const objects = useMeta().objects.filter((object) => object.traits.importable === true && may(object, 'import'))
  const asked = parameters.get('object')
  const object = objects.find((candidate) => candidate.path === asked) ?? objects[0]
  if (object === undefined) return <Empty title={t('noObjects')} text={t('noObjectsText')} />

  const upload = async (file: File | undefined) => {
    if (file === undefined || reading !== null) return
    setProblem(null)
    setReading(file.name)
    try {
      const form = new FormData()
      form.append('object', object.path)
      form.append('file', file)
      const { data } = await api.upload<ImportRun>('/imports', form)
      const kept = await takeUp(object, data)
      await queryClient.invalidateQueries({ queryKey: ['imports'] })
      await queryClient.invalidateQueries({ queryKey: importKey(data.id) })
      void navigate(`/import/${data.id}`, { state: kept === undefined ? null : { keptAt: kept.at } })
    } catch (error) {
      setProblem(error)
      setReading(null)
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void upload(event.dataTransfer.files[0])
  }
  return (
    <div className="gs-upload">
      <div className="gs-upload-what">
        <label htmlFor="import-object">{t('what')}</label>
        <Select
          id="import-object"
          value={object.path}
          onChange={(next: string) => setParameters({ object: next })}
          options={objects.map((one) => ({ value: one.path, label: label(one.label) }))}
        />
      </div>
      {problem !== null && <Failure title={t('notRead')} error={problem} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has the button beside it */}
      <div
        className={`gs-drop ${over ? 'is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        aria-busy={reading !== null}
      >
        <FileUp aria-hidden />
        {reading === null ? (
          <>
            <p className="gs-drop-title">
              {over ? (
                t('dropNow')
              ) : (
                <>
                  {t('drop')}{' '}
                  <button type="button" className="gs-plain gs-link" onClick={() => input.current?.click()}>
                    {t('choose')}
                  </button>
                </>
              )}
            </p>
            <p className="gs-muted">{t('accepts')}</p>
          </>
        ) : (
          <p className="gs-drop-title">{t('uploading', { name: reading })}</p>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.csv,.txt,.vcf"
          aria-label={t('choose')}
          onChange={(event) => {
            void upload(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <EarlierImports />
    </div>
  )
}
