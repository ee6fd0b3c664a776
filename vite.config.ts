import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const apiPort = process.env.GREENSEA_API_PORT ?? '3001'

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
        plugins: [react()],
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
