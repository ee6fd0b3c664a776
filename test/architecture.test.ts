import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fieldTypes } from '../src/fields/field-types.ts'
import {
  everything,
  filesUnder,
  type Import,
  isTest,
  layerOf,
  mayImport,
  plain,
  root,
  type Source,
  sources,
  suffixOf,
  withoutComments,
} from './sources.ts'

/** What is knowingly otherwise: the address of the finding and the reason. One that has gone must leave this list. */
const accepted: Readonly<Record<string, string>> = {
  'arrow: src/engines/import/failures.ts -> src/engines/export/write/xlsx.ts':
    'failures are answered as a workbook; to move to one home for files',
  'arrow: src/engines/insight/timeline.ts -> src/engines/comments/index.ts':
    'comments stand on the timeline; through its public functions only',
  'barrel: src/web/meta.ts': 'one type, so that screens have all shapes of /meta in one place',
  'any: test/support/app.ts': 'answers are looked into freely; each test states what it expects of them',
  'clock: src/kernel/database/backup.ts': 'a backup is dated by real time',
  'clock: src/kernel/database/embedded-claim.ts': 'waits in real time for another process',
}

/** Fails with every finding that is not accepted, and with every acceptance of a kind that found nothing. */
const expectNone = (kind: string, findings: readonly string[]) => {
  const known = Object.keys(accepted).filter((key) => key.startsWith(`${kind}: `))
  const named = findings.map((finding) => `${kind}: ${finding}`)
  expect({
    new: named.filter((finding) => !known.includes(finding)),
    gone: known.filter((key) => !named.includes(key)),
  }).toEqual({ new: [], gone: [] })
}

describe('arrows between the layers', () => {
  it('point the way the design says', () => {
    expectNone(
      'arrow',
      plain.flatMap((source) =>
        source.imports
          .filter((one) => one.from.startsWith('src/') && !mayImport(source.path, one.from))
          .map((one) => `${source.path} -> ${one.from}`),
      ),
    )
  })

  it('leave the model without any package, and objects and rules with what a browser has', () => {
    const pure = plain.filter(
      (source) => layerOf(source.path) === 'model' || /modules\/.*\.(object|rules|insights)\.ts$/.test(source.path),
    )
    expectNone(
      'package',
      pure.flatMap((source) =>
        source.imports
          .filter((one) => !one.from.startsWith('src/') && !one.isType)
          .map((one) => `${source.path} -> ${one.from}`),
      ),
    )
  })

  it('let only the kernel speak to PostgreSQL', () => {
    const speaks = (one: Import) => /^pg(-|$)/.test(one.from)
    expectNone(
      'pg',
      plain
        .filter((source) => layerOf(source.path) !== 'kernel')
        .flatMap((source) => source.imports.filter(speaks).map((one) => `${source.path} -> ${one.from}`)),
    )
  })

  it('keep SQL where SQL is written', () => {
    const mayWrite = (path: string) =>
      /^(src\/(kernel|engines|app)|sample|bench|test)\//.test(path) || /^src\/fields\/.*\.sql\.ts$/.test(path)
    expectNone(
      'sql',
      everything
        .filter((source) => !mayWrite(source.path) && source.imports.some((one) => one.from === 'sql-template-tag'))
        .map((source) => source.path),
    )
  })

  it('end in files that are there, with their extension', () => {
    const there = new Set(filesUnder('src'))
    expectNone(
      'missing',
      sources.flatMap((source) =>
        source.imports
          .filter((one) => one.from.startsWith('src/') && !there.has(one.from.replace(/\?.*$/, '')))
          .map((one) => `${source.path} -> ${one.from}`),
      ),
    )
  })
})

describe('names', () => {
  it('use one vocabulary of suffixes', () => {
    // `words` are the sentences of a screen, `data` and `hooks` its questions to the API.
    const ofScreens = ['words', 'data', 'hooks']
    const known = new Set(['', 'object', 'rules', 'actions', 'jobs', 'insights', 'page', 'sql', 'test', 'd'])
    const isKnown = (source: Source) => {
      const suffix = suffixOf(source.path).replace(/\.test$/, '')
      return known.has(suffix) || (layerOf(source.path) === 'web' && ofScreens.includes(suffix))
    }
    expectNone(
      'suffix',
      sources.filter((source) => !isKnown(source)).map((source) => source.path),
    )
    expectNone(
      'module',
      plain
        .filter((source) => layerOf(source.path) === 'modules' && suffixOf(source.path) === '')
        .map((source) => source.path),
    )
  })

  it('have no folder for whatever is left over', () => {
    const refused = /(^|\/)(utils?|common|helpers?|services|managers|lib|shared|misc)(\/|$)/
    expectNone(
      'folder',
      [...new Set(everything.map((source) => dirname(source.path)))].filter((folder) => refused.test(folder)),
    )
  })
})

describe('files', () => {
  it('hand nothing on: no barrels, no default exports', () => {
    expectNone(
      'barrel',
      sources
        .filter((source) => /^\s*export\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?from\b/m.test(source.code))
        .map((source) => source.path),
    )
    expectNone(
      'default',
      sources.filter((source) => /^\s*export default\b/m.test(source.code)).map((source) => source.path),
    )
  })

  it('have at most three hundred lines, tests a third more', () => {
    const limit = (path: string) => (path.startsWith('test/') || isTest(path) ? 400 : 300)
    const long = everything.filter((source) => source.text.split('\n').length > limit(source.path) + 1)
    expectNone(
      'long',
      long.map((source) => source.path),
    )
  })

  it('know no any', () => {
    const any = /(?::|\bas|<|,|\||&|=>)\s*any\b(?!\s*[(:?])(?=\s*[>,;)\]}|&[=\n]|$)/m
    const types = (code: string) => code.replace(/'[^'\n]*'|"[^"\n]*"/g, "''").replace(/import[^'"]*from/g, '')
    expectNone(
      'any',
      everything
        .filter(
          (source) =>
            /\.tsx?$/.test(source.path) &&
            any.test(types(source.code)) &&
            !/[{,]\s*any\b[^']*predicate\.ts/.test(source.code),
        )
        .map((source) => source.path),
    )
    expectNone(
      'ignored',
      everything
        .filter(
          (source) =>
            /@ts-(ignore|nocheck|expect-error)/.test(source.text) && source.path !== 'test/architecture.test.ts',
        )
        .map((source) => source.path),
    )
  })

  it('take the time from the clock', () => {
    /** Ids, sessions and codes live in real time; a browser measures how long its own screen waits. */
    const isReal = (path: string) =>
      path === 'src/kernel/clock.ts' ||
      path === 'src/kernel/ids.ts' ||
      path.startsWith('src/kernel/sign-in/') ||
      path.startsWith('src/web/')
    expectNone(
      'clock',
      plain
        .filter(
          (source) => !isReal(source.path) && /\bDate\.now\(\)|\bnew Date\(\)|\bperformance\.now\(\)/.test(source.code),
        )
        .map((source) => source.path),
    )
    expectNone(
      'now()',
      plain
        .filter(
          (source) =>
            /^src\/(engines|modules)\//.test(source.path) &&
            /(?<![.\w])now\(\)|current_timestamp|current_date/i.test(source.code),
        )
        .map((source) => source.path),
    )
  })
})

describe('the model language', () => {
  const model = (name: string) => readFileSync(join(root, 'src/model', name), 'utf8')
  const keysOf = (name: string, type: string) => {
    const body = new RegExp(`interface ${type}\\b[^{]*\\{([\\s\\S]*?)\\n\\}`).exec(model(name))?.[1]
    if (body === undefined) throw new Error(`${name} has no ${type}`)
    return [...withoutComments(body).matchAll(/^ {2}readonly (\w+)\??:/gm)].map((match) => match[1]!)
  }
  /** Where a key would have to be consumed: not where it is declared, checked, or used by a business object. */
  const consumers = plain.filter((source) => !/^src\/(modules\/|model\/(validate|traits)\.ts)/.test(source.path))
  const isConsumed = (key: string, on = consumers) =>
    on.some((source) => new RegExp(`\\??\\.${key}\\b(?!\\s*:)|\\{[^{}=]*\\b${key}\\b[^{}=]*\\}\\s*=`).test(source.code))

  it.each([
    ['field.ts', 'CommonKeys'],
    ['object.ts', 'Traits'],
    ['object.ts', 'Touches'],
    ['object.ts', 'Grant'],
    ['object.ts', 'ObjectBody'],
    ['action.ts', 'ActionDef'],
    ['insight.ts', 'Reminder'],
    ['sql-field.ts', 'SqlFieldType'],
    ['field.ts', 'FieldType'],
  ])('has a consumer for every key of %s %s', (name, type) => {
    const keys = keysOf(name, type)
    expect(keys.length).toBeGreaterThan(2)
    expectNone(
      type,
      keys.filter((key) => !isConsumed(key)),
    )
  })

  it('has a consumer for every key of every field type', () => {
    expectNone(
      'key',
      fieldTypes.flatMap((type) =>
        Object.keys(type.keys)
          .filter((key) => !isConsumed(key))
          .map((key) => `${type.name}.${key}`),
      ),
    )
  })

  it('checks exactly the keys it declares', () => {
    const listed = (name: string) => {
      const body =
        new RegExp(`const ${name}\\b[^=]*= (?:new Set\\(\\[|\\{)([\\s\\S]*?)[\\]}]`).exec(model('validate.ts'))?.[1] ??
        ''
      return [...body.matchAll(/(?:^|[\s,{])'?(\w+)'?(?=[,:\s]|$)/g)]
        .map((match) => match[1]!)
        .filter(
          (word) =>
            !['boolean', 'number', 'string', 'label', 'strings', 'json'].includes(word) ||
            (word === 'label' && name === 'bodyKeys'),
        )
    }
    expect(listed('traitKeys').sort()).toEqual(keysOf('object.ts', 'Traits').sort())
    expect(listed('commonKeys').sort()).toEqual([...keysOf('field.ts', 'CommonKeys'), 'type'].sort())
    expect(listed('bodyKeys').sort()).toEqual([...keysOf('object.ts', 'ObjectBody'), 'path', 'label'].sort())
  })
})
