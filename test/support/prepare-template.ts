import { checkDatabase } from '../../src/kernel/database/check.ts'
import { openDatabase } from '../../src/kernel/database/database.ts'

/** Brings the empty template database to the state that tests begin with. */
export const prepareTemplate = async (url: string): Promise<void> => {
  const db = openDatabase(url, { max: 1 })
  try {
    await checkDatabase(db)
  } finally {
    await db.close()
  }
}
