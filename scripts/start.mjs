import { startServer } from './server.mjs'

await startServer()
