import { joinEmbedded } from '/work/main/src/kernel/database/embedded.ts'
import { boot } from '/work/main/src/app/boot.ts'
import { startApplication, startBare, cpuSeconds, databaseSeconds } from './process.ts'
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
const facts = { pools: Object.fromEntries(await Promise.all(people.map(async p=>[p.id,(await s.kernel.principalFor(p.id))!.poolIds]))), defaultPool: s.ownership.defaultPool()?.id, excluded: ['dealt','repeat'], policyVersion: 2 }
const dd=process.env.BENCH_DATA!
const scope=role.replace('bench-','')
const go = async (server:any, shots:any) => {
  await load(server, shots, 3)
  const n0 = cpuSeconds(server.pid)!, d0 = databaseSeconds(dd)!
  const r = await load(server, shots, secs)
  const n = r.perSecond*secs
  console.log(server.name.padEnd(8), path, 'rps', r.perSecond.toFixed(0), 'p95', r.p95.toFixed(1), 'failed', r.failed, 'node ms', ((cpuSeconds(server.pid)!-n0)*1000/n).toFixed(2), 'db ms', ((databaseSeconds(dd)!-d0)*1000/n).toFixed(2), 'total', ((cpuSeconds(server.pid)!-n0+databaseSeconds(dd)!-d0)*1000/n).toFixed(2))
  return ((cpuSeconds(server.pid)!-n0+databaseSeconds(dd)!-d0)*1000/n)
}
const app = await startApplication(e.url)
const a = await go(app, shots)
await app.stop()
if (!process.env.NO_BARE) {
const bare = await startBare(e.url, facts)
const b = await go(bare, shots.map((x:any)=>({...x, path: x.path.startsWith('/api/v1/customers?')||x.path==='/api/v1/customers'&&!x.method ? x.path.replace('/api/v1/customers','/list/'+scope) : x.path.replace('/api/v1','')})))
console.log('CPU ratio', (b/a).toFixed(2))
await bare.stop()
}
await db.pool.query("delete from customers where name like '杭州基准测试%'")
await s.close(); await e.stop()
