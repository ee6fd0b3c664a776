import { randomBytes } from 'node:crypto'
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

/** One without the template's tables, for tests of what makes tables. */
export const createEmptyDatabase = (name = 'empty'): Promise<TestDatabase> => create(name, 'template0')
