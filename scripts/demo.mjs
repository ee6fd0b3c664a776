import { join } from 'node:path'
import { startServer } from './server.mjs'
import { root } from './setup.mjs'

// The sample company lives apart: it never meets the data of a real one.
process.env.GREENSEA_DATA = join(process.env.GREENSEA_DATA ?? join(root, 'data'), 'demo')
process.env.GREENSEA_SAMPLE = '1'
await startServer()
