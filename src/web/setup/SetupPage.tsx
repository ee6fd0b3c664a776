import { Page, PageHeader } from '../frame/Page.tsx'

/** Stands in until the page is written. */
export const SetupPage = () => <Page header={<PageHeader title="…" />}>{null}</Page>
