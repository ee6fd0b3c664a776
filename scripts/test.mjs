import { ensureChromium } from './chromium.mjs'
import { ensureBuilt, ensureInstalled, runTool, say } from './setup.mjs'

ensureInstalled()
ensureBuilt()
const env = { GREENSEA_CHROMIUM: ensureChromium() }

const steps = [
  ['类型检查', 'Types', () => runTool('typescript', ['-p', 'tsconfig.json', '--noEmit'])],
  ['格式与写法', 'Format and lint', () => runTool('@biomejs/biome', ['check', '.'])],
  ['测试', 'Tests', () => runTool('vitest', ['run', ...process.argv.slice(2)], env)],
]

// All of them, even when one fails: a person wants to know everything that is wrong.
const failed = steps.filter(([zh, en, step]) => {
  say(zh, en)
  return step() !== 0
})
if (failed.length > 0) {
  console.error(`✗ ${failed.map(([zh]) => zh).join('、')} 未通过\n  Failed: ${failed.map(([, en]) => en).join(', ')}`)
  process.exitCode = 1
}
