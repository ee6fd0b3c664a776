import { publicAddress } from '../engines/notify/outbound.ts'
import type { ReachOptions } from '../engines/notify/reach.ts'
import { startEmbedded } from '../kernel/database/embedded.ts'
import { firstRunCode } from '../kernel/sign-in/first-run.ts'
import { createApplication } from './application.ts'
import { dataFolder } from './boot.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** `GREENSEA_URL`: where people find it; `GREENSEA_WEBHOOK_HOSTS`: further hosts webhooks may go to, by comma. */
const reachOptions = (environment: NodeJS.ProcessEnv): ReachOptions => {
  const publicUrl = publicAddress(environment.GREENSEA_URL)
  if (publicUrl === undefined && (environment.GREENSEA_URL ?? '') !== '')
    throw new Error('GREENSEA_URL is not an http or https address · GREENSEA_URL 不是网址')
  const hosts = (environment.GREENSEA_WEBHOOK_HOSTS ?? '').split(',').map((host) => host.trim())
  return { hosts: hosts.filter((host) => host !== ''), ...(publicUrl === undefined ? {} : { publicUrl }) }
}

/** `GREENSEA_FILES`: a folder, or `s3://bucket/prefix?endpoint=…`; without it, `files` in the data folder. */
const filesSettings = (dataDir: string) => {
  const { GREENSEA_FILES: address, AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: keySecret } = process.env
  return {
    dataDir,
    ...(address === undefined ? {} : { address }),
    ...(keyId === undefined ? {} : { keyId }),
    ...(keySecret === undefined ? {} : { keySecret }),
  }
}

/** `GREENSEA_CHROMIUM`: the browser that makes PDFs; `GREENSEA_CHROMIUM_SANDBOX=off` where the system forbids its sandbox. */
const browserSettings = ({ GREENSEA_CHROMIUM: program, GREENSEA_CHROMIUM_SANDBOX: sandbox }: NodeJS.ProcessEnv) => ({
  sandbox: sandbox !== 'off',
  ...(program === undefined || program === '' ? {} : { program }),
})

const run = async () => {
  const port = Number(process.env.PORT ?? '3000')
  const host = process.env.HOST ?? '127.0.0.1'
  const dataDir = dataFolder()
  const external = process.env.DATABASE_URL
  const embedded = external === undefined || external === '' ? await startEmbedded({ dataDir }) : undefined
  const url = embedded?.url ?? String(external)
  const started = await createApplication({
    url,
    files: filesSettings(dataDir),
    log: process.env.GREENSEA_LOG !== 'off',
    production: process.env.NODE_ENV === 'production',
    trustProxy: process.env.GREENSEA_TRUST_PROXY === '1',
    reach: reachOptions(process.env),
    browser: browserSettings(process.env),
    ...(process.env.GREENSEA_CLOCK === undefined ? {} : { clock: process.env.GREENSEA_CLOCK }),
  }).catch(async (error: unknown) => {
    await embedded?.stop()
    throw error
  })
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await started.close()
    await embedded?.stop()
    process.exit(0)
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
  embedded?.ended.then(() => {
    if (stopping) return
    process.stderr.write('The database has ended; stopping. · 数据库已停止，服务随之停止。\n')
    process.exit(1)
  })
  if (process.env.GREENSEA_SAMPLE === '1') {
    const { ensureSample } = await import('./sample.ts')
    await ensureSample(started.system, say)
  }
  await started.http.listen({ port, host })
  say(`\n  绿海 Greensea  http://${host}:${port}\n`)
  const code = await firstRunCode(started.system.kernel.db)
  if (code !== undefined)
    say(
      `  首次启用：打开上面的地址，输入一次性代码 ${code}\n  First run: open the address and enter the one-time code ${code}\n`,
    )
}

await run()
