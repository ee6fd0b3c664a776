import { joinEmbedded } from '/work/main/src/kernel/database/embedded.ts'
import pg from 'pg'
const e = await joinEmbedded({dataDir: process.argv[2]!})
const c = new pg.Client({connectionString: e.url}); await c.connect()
for (const q of process.argv.slice(3)) { const r = await c.query(q); console.table ? console.log(r.rows.map((x:any)=>JSON.stringify(x)).join('\n')) : 0 }
await c.end(); await e.stop()
