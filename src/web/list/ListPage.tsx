import { useParams } from 'react-router'
import { Page, PageHeader } from '../frame/Page.tsx'
import { useObject } from '../meta.ts'
import { Empty } from '../states.tsx'
import { useLabel, useWords } from '../words.ts'
import { List } from './List.tsx'
import { listWords } from './list.words.ts'

/** The list of any object: `/o/customers`. */
export const ListPage = () => {
  const path = useParams().object ?? ''
  const object = useObject(path)
  const t = useWords(listWords)
  const label = useLabel()
  if (object === undefined || !object.functions.includes('read'))
    return (
      <Page header={<PageHeader title={object === undefined ? '—' : label(object.label)} />}>
        <Empty title={t('noObject')} />
      </Page>
    )
  return <List key={path} object={object} />
}
