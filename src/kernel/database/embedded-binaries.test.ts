import { spawnSync } from 'node:child_process'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { executable, findShipped, prepareBinaries } from './embedded-binaries.ts'
import { findSystemUser } from './embedded-user.ts'

let folder = ''
const links: string[] = []

/** The package as `npm ci --ignore-scripts` leaves it: without its symbolic links. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greensea-binaries-'))
  await chmod(folder, 0o755)
  const shipped = await findShipped()
  await cp(shipped.folder, join(folder, 'package', 'native'), { recursive: true, verbatimSymlinks: true })
  links.length = 0
  for (const name of await readdir(join(folder, 'package', 'native', 'lib'))) {
    const path = join(folder, 'package', 'native', 'lib', name)
    if ((await lstat(path)).isSymbolicLink()) links.push(path)
  }
  for (const path of links) await unlink(path)
  await mkdir(join(folder, 'data'))
})

afterEach(async () => {
  await chmod(join(folder, 'package'), 0o755)
  await rm(folder, { recursive: true, force: true })
})

const prepare = async () =>
  prepareBinaries({
    dataDir: join(folder, 'data'),
    user: await findSystemUser(join(folder, 'data', 'postgres')),
    shipped: { folder: join(folder, 'package', 'native'), version: '18.4.0-test' },
  })

const versionOf = async (place: string) =>
  spawnSync(executable(place, 'initdb'), ['--version'], {
    ...(await findSystemUser(place)),
    cwd: '/',
    encoding: 'utf8',
  }).stdout

test.skipIf(process.platform === 'win32')('restores the links that installing without scripts left out', async () => {
  expect(links).not.toEqual([])
  const found = await prepare()
  expect(found).toEqual({ folder: join(folder, 'package', 'native'), major: '18' })
  expect(await versionOf(found.folder)).toContain('18.4')
})

test.runIf(process.getuid?.() === 0)('copies them where root’s stand-in may read, whatever the umask', async () => {
  await chmod(join(folder, 'package'), 0o700)
  const umask = process.umask(0o077)
  try {
    const found = await prepare()
    expect(dirname(dirname(found.folder))).toBe(join(folder, 'data'))
    expect(await versionOf(found.folder)).toContain('18.4')
    expect(await prepare()).toEqual(found)
  } finally {
    process.umask(umask)
  }
})

test.runIf(process.getuid?.() === 0)('trusts no copy that somebody else may change', async () => {
  await chmod(join(folder, 'package'), 0o700)
  const found = await prepare()
  await chmod(dirname(found.folder), 0o777)
  await writeFile(executable(found.folder, 'initdb'), '#!/bin/sh\necho 18.4 stolen\n')
  const next = await prepare()
  expect(next.folder).not.toBe(found.folder)
  expect(await versionOf(next.folder)).not.toContain('stolen')
  await rm(dirname(next.folder), { recursive: true })
})
