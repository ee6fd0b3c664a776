import { runOn, urlOf } from './address.ts'
import { prepareTemplate } from './prepare-template.ts'

export const templateName = 'greensea_template'

/** Prepares the database that every test database is a copy of. Nobody may connect to it afterwards. */
export const makeTemplate = async (serverUrl: string): Promise<void> => {
  await runOn(serverUrl, `CREATE DATABASE ${templateName}`)
  await prepareTemplate(urlOf(serverUrl, templateName))
  await runOn(serverUrl, `ALTER DATABASE ${templateName} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
}
