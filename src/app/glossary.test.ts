import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startTestApp } from '../../test/support/app.ts'
import { currentGlossary, declaredRegistry, glossary } from './glossary.ts'
import { refusalsIn } from './refusal-words.ts'

it('is written down as the declarations say it; `node scripts/docs.mjs` brings it up to date', () => {
  const file = join(import.meta.dirname, '..', '..', 'docs', 'GLOSSARY.md')
  expect(readFileSync(file, 'utf8')).toBe(currentGlossary())
})

it('names everything that runs', async () => {
  const { app, close } = await startTestApp()
  const running = app.system.kernel.registry()
  await close()
  expect(glossary(declaredRegistry())).toBe(glossary(running))
})

it('knows the codes of the contract that the sources refuse with', () => {
  const codes = new Map(refusalsIn().map((one) => [one.code, one.statuses.join(' ')]))
  for (const [code, status] of [
    ['not_member', '403'],
    ['not_yours', '403'],
    ['already_owned', '409'],
    ['capacity_full', '409'],
    ['claim_cooldown', '409'],
    ['locked', '409'],
    ['keep_on_file', '409'],
    ['version_conflict', '412'],
    ['daily_limit', '429'],
    ['unknown_field', ''],
  ] as const)
    expect([code, codes.get(code)]).toEqual([code, status])
})
