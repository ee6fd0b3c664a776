import { Page, PageHeader } from '../frame/Page.tsx'

/** Stands in until the page is written. */
export const ImportPage = () => <Page header={<PageHeader title="…" />}>{null}</Page>
