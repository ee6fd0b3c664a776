import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { type Company, type CompanyFact, companyFacts } from '../../../model/paper.ts'
import { api } from '../../client.ts'
import { may, useMe, useMeta, useObject } from '../../meta.ts'
import { queryClient } from '../../query.ts'
import type { RecordRow } from '../../records.ts'
import { Empty } from '../../states.tsx'
import { showToast } from '../../toast.tsx'
import { useLabel, useWords } from '../../words.ts'
import { textOf, useAll } from '../all.ts'
import { Labelled, Loaded, Moment, Section, SmallTable, Topic } from '../parts.tsx'
import { useSaving } from '../saving.ts'
import { settingsWords } from '../settings.words.ts'
import { printSettingsWords } from './print-settings.words.ts'
import { TemplateEditor } from './TemplateEditor.tsx'

/** What stands on paper: the company, and the templates; or one template to be changed. */
export const PrintTopic = ({ rest: [id] }: { rest: readonly string[] }) => {
  const t = useWords(printSettingsWords)
  const s = useWords(settingsWords)
  const isAdministrator = useMe().functions.roles?.includes('delete') === true
  const query = useQuery({ queryKey: ['company'], queryFn: () => api.get<Company>('/company') })
  if (id !== undefined) return <TemplateEditor key={id} id={id} />
  return (
    <Topic title={s('print')} lead={t('lead')}>
      {isAdministrator && (
        <Section title={t('company')} text={t('companyText')}>
          <Loaded query={query}>{(company) => <CompanyForm company={company} />}</Loaded>
        </Section>
      )}
      <Templates />
    </Topic>
  )
}

const facts = Object.keys(companyFacts) as CompanyFact[]

const CompanyForm = ({ company }: { company: Company }) => {
  const t = useWords(printSettingsWords)
  const s = useWords(settingsWords)
  const label = useLabel()
  const saving = useSaving()
  const [draft, setDraft] = useState(company)
  const isChanged = facts.some((name) => draft[name] !== company[name])
  const save = () =>
    saving.run(async () => {
      const { data } = await api.patch<Company>('/company', draft)
      setDraft(data)
      await queryClient.invalidateQueries({ queryKey: ['company'] })
      await queryClient.invalidateQueries({ queryKey: ['me'] })
      showToast({ text: s('saved') })
    }, facts)
  return (
    <>
      <div className="gs-pair">
        {facts.map((name) => (
          <Labelled
            key={name}
            label={label(companyFacts[name])}
            required={name === 'name'}
            error={saving.faultOf(name)}
          >
            {(id) => (
              <Input
                id={id}
                maxLength={companyFacts[name].max}
                value={draft[name]}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            )}
          </Labelled>
        ))}
      </div>
      <Button type="primary" disabled={!isChanged} loading={saving.busy} onClick={() => void save()}>
        {t('save')}
      </Button>
    </>
  )
}

const Templates = () => {
  const t = useWords(printSettingsWords)
  const label = useLabel()
  const navigate = useNavigate()
  const { objects } = useMeta()
  const on = useObject('print-templates')
  const query = useAll('print-templates', { sort: 'name' })
  const documentOf = (row: RecordRow) => {
    const object = objects.find((one) => one.path === row.object)
    return object === undefined ? textOf(row, 'object') : label(object.label)
  }
  const create = may(on, 'create') && (
    <Button icon={<Plus aria-hidden />} onClick={() => void navigate('/settings/print/new')}>
      {t('newTemplate')}
    </Button>
  )
  return (
    <Section title={t('templates')} text={t('templatesText')} action={create}>
      <Loaded query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={t('noTemplates')} text={t('noTemplatesText')} />
          ) : (
            <SmallTable<RecordRow>
              label={t('templates')}
              rows={rows}
              keyOf={(row) => row.id}
              onOpen={(row) => void navigate(`/settings/print/${row.id}`)}
              columns={[
                {
                  key: 'name',
                  title: t('name'),
                  cell: (row) => (
                    <span className="gs-inline">
                      <Link to={`/settings/print/${row.id}`} onClick={(event) => event.stopPropagation()}>
                        {textOf(row, 'name')}
                      </Link>
                      {row.isDefault === true && <span className="gs-tag">{t('isDefault')}</span>}
                    </span>
                  ),
                },
                { key: 'object', title: t('object'), cell: documentOf },
                { key: 'paper', title: t('paper'), wide: true, cell: (row) => textOf(row, 'paper') },
                {
                  key: 'updated',
                  title: t('updated'),
                  wide: true,
                  cell: (row) => <Moment at={textOf(row, 'updatedAt')} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  )
}
