import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { Page, PageHeader } from '../frame/Page.tsx'
import { may, useMeta } from '../meta.ts'
import { useWords } from '../words.ts'
import { Centre } from './Centre.tsx'
import { duplicatesWords } from './duplicates.words.ts'
import { LookUp } from './LookUp.tsx'
import { Merges } from './Merges.tsx'
import './duplicates.css'

/** 查重: the look-up for everybody, the duplicate centre and the merges for those who decide. */
export const DuplicatesPage = () => {
  const t = useWords(duplicatesWords)
  const [search, setSearch] = useSearchParams()
  const decides = useMeta().objects.some((object) => object.traits.identity !== undefined && may(object, 'merge'))
  const items = [
    { key: 'look-up', label: t('lookUp'), children: <LookUp /> },
    ...(decides
      ? [
          { key: 'centre', label: t('centre'), children: <Centre /> },
          { key: 'merges', label: t('merges'), children: <Merges /> },
        ]
      : []),
  ]
  const tab = search.get('tab') ?? 'look-up'
  return (
    <Page header={<PageHeader title={t('title')} />}>
      <Tabs
        className={items.length > 1 ? 'gs-duplicates' : 'gs-duplicates is-single'}
        activeKey={items.some((item) => item.key === tab) ? tab : 'look-up'}
        onChange={(key) => setSearch(key === 'look-up' ? {} : { tab: key }, { replace: true })}
        items={items}
        destroyOnHidden
      />
    </Page>
  )
}
