import { Page, PageHeader } from '../frame/Page.tsx'

/** Stands in until the page is written. */
export const WorkbenchPage = () => <Page header={<PageHeader title="…" />}>{null}</Page>
