import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root, say } from './setup.mjs'

ensureInstalled()
const port = process.env.PORT ?? '3000'
const apiPort = process.env.GREENSEA_API_PORT ?? String(Number(port) + 1)
const data = process.env.GREENSEA_DATA ?? join(root, 'data', 'dev')
const inPackages = (...path) => join(root, 'node_modules', ...path)

const start = (args, env) =>
  spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, GREENSEA_DATA: data, ...env } })

const server = start([inPackages('tsx', 'dist', 'cli.mjs'), 'watch', '--clear-screen=false', 'src/app/server.ts'], {
  PORT: apiPort,
})
const web = start([inPackages('vite', 'bin', 'vite.js')], { PORT: port, GREENSEA_API_PORT: apiPort })
say(
  `网页 http://127.0.0.1:${port}，接口在端口 ${apiPort}；改动即时生效，Ctrl-C 结束`,
  `Web on http://127.0.0.1:${port}, API on port ${apiPort}; changes apply at once, Ctrl-C ends`,
)

const both = [server, web]
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => both.forEach((child) => void child.kill(signal)))
for (const child of both)
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0
    for (const other of both) if (other.exitCode === null && other.signalCode === null) other.kill('SIGTERM')
  })
