import { companyName } from '../../src/engines/identity/names/company.ts'
import { compareCompanyNames } from '../../src/engines/identity/names/compare.ts'
import { nameKeys } from '../../src/engines/identity/names/keys.ts'
import { sameCompanyFrom } from '../../src/engines/identity/names/reasons.ts'
import { neighbours, ranking, Shelf } from './exchange.ts'
import { dataFolder, exchange, registry } from './files.ts'
import { figures, judge } from './judge.ts'
import { selectivity } from './keys.ts'
import { labelled } from './labelled.ts'

/**
 * Measures the matching of company names on real ones: `npx tsx bench/identity/names.ts <folder> [labelled|exchange|neighbours|speed|keys|all] [tune|report] [kind]`.
 * The folder holds cn-enterprise-registration/ and a-share-szse/; nothing of it is kept.
 */
const print = (text: string) => process.stdout.write(`${text}\n`)
const share = (value: number) => value.toFixed(4)

const measureLabelled = (sets: ReturnType<typeof labelled>, which: 'tune' | 'report', shown: string | undefined) => {
  const judged = sets[which].map(judge)
  print(`\nLabelled pairs, the half to ${which}: ${judged.length}`)
  for (const kind of [...new Set(judged.map((one) => one.kind))]) {
    const of = judged.filter((one) => one.kind === kind)
    const said = of.filter((one) => one.isFound && one.score >= sameCompanyFrom).length
    const lost = of.filter((one) => !one.isFound).length
    print(
      `  ${of[0]!.isSame ? 'same ' : 'other'} ${kind.padEnd(13)} ${String(of.length).padStart(6)}  said the same ${share(said / of.length)}  no common key ${share(lost / of.length)}`,
    )
  }
  for (const threshold of [0.6, 0.7, sameCompanyFrom, 0.8, 0.85]) {
    const { recall, precision } = figures(judged, threshold)
    print(`  from ${threshold}: recall ${share(recall)}, precision ${share(precision)}`)
  }
  if (shown === undefined) return
  for (const one of judged.filter(
    (each) => each.kind === shown && each.isSame !== (each.isFound && each.score >= sameCompanyFrom),
  ))
    print(`  ${one.asked} | ${one.stored} | ${one.score} ${one.isFound ? '' : 'no common key'} ${one.reasons}`)
}

const timed = (what: string, count: number, work: () => void) => {
  for (let round = 0; round < 5; round++) work()
  const start = process.hrtime.bigint()
  work()
  print(`  ${what}: ${(Number(process.hrtime.bigint() - start) / 1000 / count).toFixed(2)} µs`)
}

const measureSpeed = (texts: readonly string[]) => {
  print(`\nSpeed after five rounds to warm up, ${texts.length} real names`)
  const names = texts.map(companyName)
  timed('companyName', texts.length, () => {
    for (const text of texts) companyName(text)
  })
  timed('nameKeys', texts.length, () => {
    for (const name of names) nameKeys(name)
  })
  const sorted = [...names].sort((a, b) => (a.core < b.core ? -1 : 1))
  timed('compareCompanyNames, neighbours by core', texts.length - 1, () => {
    for (let at = 1; at < sorted.length; at++) compareCompanyNames(sorted[at - 1]!, sorted[at]!)
  })
  timed('compareCompanyNames, any two', texts.length - 1, () => {
    for (let at = 1; at < names.length; at++) compareCompanyNames(names[at - 1]!, names[at]!)
  })
}

const main = async () => {
  const folder = dataFolder()
  const [what = 'all', half = 'report', shown] = process.argv.slice(3)
  const does = (name: string) => what === 'all' || what === name
  const pairs = await exchange(folder)
  const reals = await registry(folder)
  const texts = [...pairs.map((pair) => pair.full), ...reals.map((real) => real.name)]
  if (does('labelled')) measureLabelled(labelled(reals, pairs), half === 'tune' ? 'tune' : 'report', shown)
  if (does('exchange') || does('neighbours')) {
    const shelf = new Shelf(texts)
    if (does('exchange'))
      for (const [name, part] of [
        ['all', undefined],
        ['half to tune', 0],
        ['half to report', 1],
      ] as const) {
        const { misses, ...found } = ranking(shelf, pairs, part)
        print(`\nShort names among ${texts.length} names, ${name}: ${JSON.stringify(found)}`)
        if (shown !== undefined && part === undefined) for (const miss of misses) print(`  ${miss}`)
      }
    if (does('neighbours')) {
      const { examples, ...found } = neighbours(
        shelf,
        reals.map((real) => real.code),
        pairs.length,
      )
      print(`\nRegistered names with another company at ${sameCompanyFrom} or more: ${JSON.stringify(found)}`)
      for (const example of examples.slice(0, shown === undefined ? 10 : 1000)) print(`  ${example}`)
    }
  }
  if (does('speed')) measureSpeed(texts)
  if (does('keys')) {
    const found = selectivity(
      1_000_000,
      texts,
      pairs.map((pair) => pair.short),
    )
    print(`\nKeys: ${found.names} names, ${found.keysPerName.toFixed(2)} a name, at most ${found.mostKeys}`)
    for (const [which, p50, p95, most] of found.touched)
      print(`  rows touched by one look-up, ${which}: p50 ${p50}, p95 ${p95}, most ${most}`)
    print(
      `  largest: ${found.largest
        .slice(0, 12)
        .map(([key, rows]) => `${key} ${rows}`)
        .join(', ')}`,
    )
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
