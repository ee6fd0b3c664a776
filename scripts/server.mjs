import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, fail, root } from './setup.mjs'

/** Builds what has changed and runs the server in this very process, so that ending one ends both. */
export const startServer = async () => {
  ensureBuilt()
  process.env.PORT ??= '3000'
  process.env.GREENSEA_DATA ??= join(root, 'data')
  const server = join(root, 'dist', 'server', 'server.js')
  // The server reads its address and arguments as if it had been started by itself.
  process.argv[1] = server
  try {
    await import(pathToFileURL(server).href)
  } catch (error) {
    if (error.code === 'EADDRINUSE')
      fail(
        `端口 ${process.env.PORT} 已被占用。可以换一个：PORT=3100 npm start`,
        `The port ${process.env.PORT} is taken. Choose another: PORT=3100 npm start`,
      )
    console.error(process.env.GREENSEA_DEBUG ? error : (error.message ?? error))
    process.exit(1)
  }
}
