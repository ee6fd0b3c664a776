import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { runOn, urlOf } from './address.ts'
import { templateName } from './template.ts'

export interface TestDatabase {
  readonly url: string
  /** Cuts its connections and removes it. */
  drop(): Promise<void>
}

const create = async (name: string, template: string): Promise<TestDatabase> => {
  const server = inject('databaseUrl')
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .slice(0, 40)
  const unique = `t_${plain}_${randomBytes(5).toString('hex')}`
  await runOn(server, `CREATE DATABASE ${unique} TEMPLATE ${template}`)
  return {
    url: urlOf(server, unique),
    drop: () => runOn(server, `DROP DATABASE IF EXISTS ${unique} WITH (FORCE)`),
  }
}

/** A database of the caller's own, a copy of the template; `name` only helps a reader of the server's log. */
export const createTestDatabase = (name = 'test'): Promise<TestDatabase> => create(name, templateName)

const companyName = 'greensea_company'
/** duplicate_database, and unique_violation where two make it at the same moment. */
const duplicates: readonly (string | undefined)[] = ['42P04', '23505']

/**
 * A copy of a database that one test file filled and the others find: whoever makes it first fills it. What filling
 * throws leaves nothing behind, and the next one tries.
 */
export const createCompanyDatabase = async (
  name: string,
  fill: (url: string) => Promise<void>,
): Promise<TestDatabase> => {
  const serverUrl = inject('databaseUrl')
  const isReady = async () => {
    const client = new pg.Client({ connectionString: serverUrl })
    await client.connect()
    try {
      const { rows } = await client.query('SELECT datistemplate AS ready FROM pg_database WHERE datname = $1', [
        companyName,
      ])
      return rows[0]?.ready === true
    } finally {
      await client.end()
    }
  }
  while (!(await isReady())) {
    try {
      await runOn(serverUrl, `CREATE DATABASE ${companyName} TEMPLATE ${templateName}`)
    } catch (error) {
      // Somebody else is filling it.
      if (!(error instanceof pg.DatabaseError) || !duplicates.includes(error.code)) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
      continue
    }
    try {
      await fill(urlOf(serverUrl, companyName))
    } catch (error) {
      await runOn(serverUrl, `DROP DATABASE ${companyName} WITH (FORCE)`)
      throw error
    }
    await runOn(serverUrl, `ALTER DATABASE ${companyName} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`)
  }
  return create(name, companyName)
}

/** One without the template's tables, for tests of what makes tables. */
export const createEmptyDatabase = (name = 'empty'): Promise<TestDatabase> => create(name, 'template0')
