import { joinEmbedded } from '/work/main/src/kernel/database/embedded.ts'
import { boot } from '/work/main/src/app/boot.ts'
import { startApplication, cpuSeconds } from './process.ts'
import { load } from './load.ts'
import { idsOfRole, signIn } from './people.ts'
const e = await joinEmbedded({dataDir: process.env.BENCH_DATA!})
const s = await boot({url: e.url, poolSize: 2})
const db = s.kernel.db
const [role, path, secs] = [process.argv[2]!, process.argv[3]!, Number(process.argv[4] ?? 10)]
const people = await signIn(db, await idsOfRole(db, role))
let shots
if (path === 'record') { shots=[]; for (const p of people) { const {rows}=await db.pool.query('select id from customers where owner_id=$1 limit 20',[p.id]); shots.push(...rows.map((r:any)=>({path:'/api/v1/customers/'+r.id, headers:{cookie:p.cookie}}))) } }
else if (path === 'create') { let n=Date.now()%1e7*100; shots = people.map(p=>({path:'/api/v1/customers', method:'POST' as const, headers:{cookie:p.cookie}, body:()=>{n++; return {name:`杭州基准测试机械${n}有限公司`,phone:'138'+String(n%1e8).padStart(8,'0'),level:'B',region:'330100',industry:'C34',source:'website'}}})) }
else shots = people.map(p=>({path, headers:{cookie:p.cookie}}))
const app = await startApplication(e.url)
await load(app, shots, 3)
const r = await load(app, shots, secs)
console.log(role, path, JSON.stringify(r))
await app.stop(); await s.close(); await e.stop()
