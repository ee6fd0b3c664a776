import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const apiPort = process.env.GREENSEA_API_PORT ?? '3001'

/** What pdf.js asks for while it draws: Chinese encodings, the standard fonts, decoders. Under its version, for good. */
const pdfData = (): Plugin => {
  const file = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string }
  const wanted = ['cmaps', 'standard_fonts', 'wasm', 'iccs'].flatMap((folder) =>
    readdirSync(join(dirname(file), folder)).map((name) => `${folder}/${name}`),
  )
  return {
    name: 'pdf-data',
    generateBundle() {
      for (const name of wanted)
        this.emitFile({
          type: 'asset',
          fileName: `assets/pdf/${version}/${name}`,
          source: readFileSync(join(dirname(file), name)),
        })
    },
    configureServer: ({ middlewares }) =>
      void middlewares.use(`/assets/pdf/${version}`, (request, reply, next) => {
        const name = wanted.find((one) => request.url === `/${one}`)
        if (name === undefined) next()
        else reply.end(readFileSync(join(dirname(file), name)))
      }),
  }
}

/** `vite build` makes the browser app, `vite build --ssr src/app/server.ts` the server, whose packages stay in node_modules. */
export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild
    ? {
        build: {
          outDir: 'dist/server',
          target: 'node20',
          sourcemap: true,
          rolldownOptions: { output: { entryFileNames: '[name].js' } },
        },
        ssr: { external: true },
      }
    : {
        root: 'src/app',
        plugins: [react(), pdfData()],
        build: {
          outDir: '../../dist/web',
          emptyOutDir: true,
          target: 'es2022',
          chunkSizeWarningLimit: 1500,
          rolldownOptions: {
            input: { main: at('src/app/index.html'), 'push-worker': at('src/web/push/push-worker.ts') },
            // A worker keeps its address: browsers ask for it by name.
            output: {
              entryFileNames: ({ name }) => (name === 'push-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
            },
          },
        },
        server: {
          host: '127.0.0.1',
          port: Number(process.env.PORT ?? '3000'),
          strictPort: true,
          proxy: { '/api': { target: `http://127.0.0.1:${apiPort}`, ws: true } },
        },
      },
)
