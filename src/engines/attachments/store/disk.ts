import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isId } from '../../../kernel/ids.ts'
import type { FileStore } from './store.ts'

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** What was written is on the disk, not only on its way. Folders cannot be synced on every system. */
const sync = async (path: string) => {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const syncFolder = async (path: string) => {
  if (process.platform !== 'win32') await sync(path)
}

/** Files in a folder of this machine, named by their id, spread over 256 folders by its last two digits. */
export const diskStore = (folder: string): FileStore => {
  const placeOf = (id: string): string => {
    if (!isId(id)) throw new Error(`"${id}" is no id of a file`)
    return join(folder, id.slice(-2), id)
  }
  return {
    put: async (id, { path }) => {
      const place = placeOf(id)
      await mkdir(dirname(place), { recursive: true })
      await sync(path)
      try {
        await rename(path, place)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
        // From another disk: beside its place first, so that it appears whole.
        await copyFile(path, `${place}.part`)
        await sync(`${place}.part`)
        await rename(`${place}.part`, place)
      }
      await syncFolder(dirname(place))
    },
    read: async (id, span) => {
      const handle = await open(placeOf(id), 'r').catch((error: unknown) => {
        if (isMissing(error)) return undefined
        throw error
      })
      if (handle === undefined) return undefined
      return createReadStream('', {
        fd: handle,
        ...(span === undefined ? {} : { start: span.first, end: span.last }),
      })
    },
    remove: async (id) => {
      await rm(placeOf(id), { force: true })
      await rm(`${placeOf(id)}.part`, { force: true })
    },
  }
}
