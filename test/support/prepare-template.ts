import { boot } from '../../src/app/boot.ts'

/** Brings the empty template database to the state that tests begin with: the schema, the default roles, a pool. */
export const prepareTemplate = async (url: string): Promise<void> => {
  const system = await boot({ url, poolSize: 2 })
  await system.close()
}
