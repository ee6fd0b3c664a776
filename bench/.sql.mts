import { joinEmbedded } from '/work/main/src/kernel/database/embedded.ts'
import { boot } from '/work/main/src/app/boot.ts'
import { contextOf } from '/work/main/src/kernel/kernel.ts'
import { list, read } from '/work/main/src/kernel/records/list.ts'
import { create } from '/work/main/src/kernel/records/write.ts'
import { parseList } from '/work/main/src/kernel/records/query.ts'
import { idsOfRole } from '/work/main/bench/people.ts'
const e = await joinEmbedded({dataDir: '/tmp/bench-small'})
const s = await boot({url: e.url})
const k = s.kernel
const log:any[]=[]
const wrap=(q:any)=>({...q, query: async (st:any)=>{const t=performance.now(); const r=await q.query(st); console.log('\n--',(performance.now()-t).toFixed(1),'ms rows',r.rows.length,'\n'+st.text.slice(0,6000), JSON.stringify(st.values).slice(0,700)); return r}})
const kk={...k, db: {...wrap(k.db), pool:k.db.pool, transaction:(w:any)=>k.db.transaction((tx:any)=>w({...wrap(tx), client: tx.client}))}}
const id=(await idsOfRole(k.db,process.argv[2]!))[2]!
const p=(await k.principalFor(id))!
const ctx=contextOf(kk as any,p,{via:'api'})
const o=k.registry().objects.get(process.argv[3] ?? 'customers')!
const mode=process.argv[4]??'list'
if(mode==='list'){ const r=await list(kk as any,ctx,o,parseList(kk as any,ctx,o,{})); console.log(JSON.stringify(r).length, JSON.stringify(r.data[0]), r.page) }
if(mode==='read'){ const {rows}=await k.db.pool.query('select id from customers where owner_id=$1 limit 1',[id]); await read(kk as any,ctx,o,rows[0].id) }
if(mode==='create'){ const r=await create(kk as any,ctx,o,[{name:'杭州基准测试机械有限公司',phone:'13812342071',level:'B',region:'330100',industry:'C34',source:'website'}]); console.log(JSON.stringify(r)) }
await s.close(); await e.stop()
