import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressKeys, compareAddresses } from '../../src/engines/identity/addresses/compare.ts'
import { featureNames, featuresOf } from '../../src/engines/identity/addresses/features.ts'
import { parseAddress } from '../../src/engines/identity/addresses/parse.ts'

/**
 * Fits and measures the comparison of addresses: `npx tsx bench/identity/addresses.ts <folder> [fit|auc|speed]`.
 * The folder holds ccks2021-address-match/; nothing of it is kept. Pairs are parted by a hash of the first address, so
 * that no address is in both halves; fitted on one, measured on the other.
 */
const print = (text: string) => process.stdout.write(`${text}\n`)

interface Pair {
  readonly a: string
  readonly b: string
  readonly label: number
  readonly half: number
}

const halfOf = (text: string): number => {
  let h = 7
  for (const sign of text) h = (h * 31 + sign.codePointAt(0)!) % 1_000_003
  return h % 2
}

const pairsOf = (folder: string): Pair[] =>
  readFileSync(join(folder, 'ccks2021-address-match/pairs.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [a = '', b = '', label = ''] = line.split('\t')
      return { a, b, label: Number(label), half: halfOf(a) }
    })
    .filter((pair) => pair.label !== 1 && !Number.isNaN(pair.label))

const auc = (scored: readonly { score: number; positive: boolean }[]): number => {
  const sorted = [...scored].sort((x, y) => x.score - y.score)
  let rank = 0
  let positives = 0
  for (let at = 0; at < sorted.length; ) {
    let end = at
    while (end < sorted.length && sorted[end]!.score === sorted[at]!.score) end++
    const middle = (at + 1 + end) / 2
    for (; at < end; at++)
      if (sorted[at]!.positive) {
        rank += middle
        positives++
      }
  }
  return (rank - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives))
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const scoreOf = (weights: readonly number[], features: readonly number[]): number =>
  features.reduce((sum, value, at) => sum + value * weights[at + 1]!, weights[0]!)

/** Logistic regression by Adam on standardised features; classes weigh the same, weights are held small (L2). */
const fitted = (rows: readonly { features: readonly number[]; positive: boolean }[]): number[] => {
  const count = featureNames.length
  const means = featureNames.map((_, at) => rows.reduce((sum, row) => sum + row.features[at]!, 0) / rows.length)
  const spreads = featureNames.map(
    (_, at) =>
      Math.sqrt(rows.reduce((sum, row) => sum + (row.features[at]! - means[at]!) ** 2, 0) / rows.length) + 1e-9,
  )
  const inputs = rows.map((row) => row.features.map((value, at) => (value - means[at]!) / spreads[at]!))
  const share = rows.filter((row) => row.positive).length / rows.length
  const weights = new Array<number>(count + 1).fill(0)
  const first = new Array<number>(count + 1).fill(0)
  const second = new Array<number>(count + 1).fill(0)
  for (let step = 1; step <= 3000; step++) {
    const slope = weights.map((weight, at) => (at === 0 ? 0 : weight * 0.003))
    for (const [n, { positive }] of rows.entries()) {
      const input = inputs[n]!
      const error =
        (sigmoid(scoreOf(weights, input)) - (positive ? 1 : 0)) * (positive ? 0.5 / share : 0.5 / (1 - share))
      slope[0]! += error / rows.length
      for (let at = 0; at < count; at++) slope[at + 1]! += (error * input[at]!) / rows.length
    }
    for (const at of weights.keys()) {
      first[at] = 0.9 * first[at]! + 0.1 * slope[at]!
      second[at] = 0.999 * second[at]! + 0.001 * slope[at]! ** 2
      weights[at]! -= (0.02 * (first[at]! / (1 - 0.9 ** step))) / (Math.sqrt(second[at]! / (1 - 0.999 ** step)) + 1e-8)
    }
  }
  const plain = weights.slice(1).map((weight, at) => weight / spreads[at]!)
  return [weights[0]! - plain.reduce((sum, weight, at) => sum + weight * means[at]!, 0), ...plain]
}

const main = async () => {
  const folder = process.argv[2]
  if (folder === undefined) throw new Error('give the folder of the real files')
  const what = process.argv[3] ?? 'auc'
  const pairs = pairsOf(folder)
  const rows = pairs.map((pair) => ({
    ...pair,
    positive: pair.label === 2,
    features: featuresOf(parseAddress(pair.a), parseAddress(pair.b)),
  }))
  if (what === 'speed') {
    const texts = pairs.slice(0, 5000).flatMap(({ a, b }) => [a, b])
    const parsed = texts.map(parseAddress)
    const timed = (name: string, count: number, work: () => void) => {
      for (let round = 0; round < 3; round++) work()
      const start = process.hrtime.bigint()
      work()
      print(`  ${name}: ${(Number(process.hrtime.bigint() - start) / 1000 / count).toFixed(2)} µs`)
    }
    timed('parseAddress', texts.length, () => texts.forEach((text) => void parseAddress(text)))
    timed('featuresOf', parsed.length - 1, () => {
      for (let at = 1; at < parsed.length; at++) featuresOf(parsed[at - 1]!, parsed[at]!)
    })
    return
  }
  const halves = [0, 1].map((half) => rows.filter((row) => row.half === half))
  print(
    `pairs ${rows.length}: ${halves.map((half) => `${half.filter((row) => row.positive).length} + ${half.filter((row) => !row.positive).length}`).join(', ')}`,
  )
  if (what === 'fit') {
    const found = fitted(halves[0]!)
    for (const [at, name] of ['constant', ...featureNames].entries()) print(`  ${name}: ${found[at]!.toFixed(3)},`)
  }
  for (const [name, half] of [
    ['fitted half', halves[0]!],
    ['held half', halves[1]!],
  ] as const) {
    const scored = half.map((row) => ({
      score: compareAddresses(parseAddress(row.a), parseAddress(row.b)).score,
      positive: row.positive,
    }))
    print(`AUC of compareAddresses, ${name}: ${auc(scored).toFixed(4)}`)
    const positives = half.filter((row) => row.positive)
    const shared = positives.filter((row) => {
      const keys = addressKeys(parseAddress(row.a))
      return addressKeys(parseAddress(row.b)).some((key) => keys.includes(key))
    })
    print(`  pairs that are one and share a key: ${(shared.length / positives.length).toFixed(3)}`)
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
