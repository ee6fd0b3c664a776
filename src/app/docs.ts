import type { FastifyInstance } from 'fastify'

/** A readable reference made of the OpenAPI document in the reader's browser; no script of anybody else's. */
const page = `<!doctype html><html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>绿海 Greensea API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><header><h1>绿海 Greensea API</h1><p>按你的权限裁剪 · trimmed to your rights · <a href="/api/v1/openapi.json">openapi.json</a></p><input id="find" type="search" placeholder="查找 · find" aria-label="查找 · find"></header><main id="main">…</main><script src="/api/docs.js"></script></body></html>`

const style = `:root{color-scheme:light dark}body{font:14px/22px system-ui,"PingFang SC","Microsoft YaHei",sans-serif;max-width:1040px;margin:0 auto;padding:24px}h1{font-size:20px;margin:0}h2{font-size:16px;margin:32px 0 8px}
details{border-top:1px solid color-mix(in srgb,currentColor 15%,transparent)}summary{cursor:pointer;padding:6px 0;display:flex;gap:12px;align-items:baseline}code,pre{font:12px/18px ui-monospace,monospace}pre{overflow:auto;padding:12px;border-radius:6px;background:color-mix(in srgb,currentColor 6%,transparent)}
b{min-width:56px;font-size:12px}em{font-style:normal;opacity:.7;margin-left:auto;text-align:right}input{width:100%;box-sizing:border-box;padding:6px 10px;margin-top:12px;font:inherit}table{border-collapse:collapse;width:100%}td{padding:2px 12px 2px 0;vertical-align:top}`

const script = `const el=(t,a={},...c)=>{const n=Object.assign(document.createElement(t),a);n.append(...c);return n}
const doc=async()=>{const r=await fetch('/api/v1/openapi.json');if(!r.ok){document.getElementById('main').textContent='请先登录 · Sign in first';return}
const d=await r.json(),main=document.getElementById('main');main.textContent='';
const typeOf=s=>!s?'':s.$ref?s.$ref.split('/').pop():s.anyOf?s.anyOf.map(typeOf).join(' | '):s.enum?s.enum.join(' '):s.type==='array'?typeOf(s.items)+'[]':[].concat(s.type||'').join('|')+(s.format?' '+s.format:'');
const fields=s=>{const t=el('table');const q=s.$ref?d.components.schemas[s.$ref.split('/').pop()]:s;for(const[k,v]of Object.entries(q.properties||{})){const w=v.anyOf?v.anyOf[0]:v;t.append(el('tr',{},el('td',{},el('code',{textContent:k+((q.required||[]).includes(k)?' *':'')})),el('td',{textContent:typeOf(v)}),el('td',{textContent:w.title||''})))}return t};
for(const tag of d.tags){const s=el('section',{},el('h2',{textContent:tag.name+' '+(tag.description||'')}));
for(const[p,ms]of Object.entries(d.paths))for(const[m,o]of Object.entries(ms)){if(!o.tags.includes(tag.name))continue;
const x=el('details',{},el('summary',{},el('b',{textContent:m.toUpperCase()}),el('code',{textContent:p}),el('em',{textContent:o.summary||''})));
x.dataset.text=(m+' '+p+' '+(o.summary||'')).toLowerCase();
for(const q of o.parameters||[])x.append(el('div',{},el('code',{textContent:q.name}),' ',q.in,' ',q.description||''));
const b=o.requestBody&&o.requestBody.content['application/json'];if(b){x.append(fields(b.schema));if(b.example)x.append(el('pre',{textContent:JSON.stringify(b.example,null,2)}))}
s.append(x)}main.append(s)}
document.getElementById('find').oninput=e=>{for(const x of document.querySelectorAll('details'))x.hidden=!x.dataset.text.includes(e.target.value.toLowerCase())}};doc()`

export const serveDocs = (app: FastifyInstance): void => {
  app.get('/api/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
  app.get('/api/docs.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))
  app.get('/api/docs.js', async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script))
}
