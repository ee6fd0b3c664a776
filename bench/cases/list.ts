import { scopes } from '../../src/model/object.ts'
import { compare } from '../load.ts'
import type { Bench } from '../main.ts'
import { comparisonColumns, comparisonRow, type Section } from '../report.ts'

/** A page of fifty customers under each of the six scopes, as the default list asks for it and without its count. */
export const list = async ({ cluster, app, bare, people, rounds, seconds }: Bench): Promise<Section> => {
  const rows: string[][] = []
  for (const count of ['', '?count=none'])
    for (const scope of scopes) {
      const shots = (path: string) => people.get(scope)!.map(({ cookie }) => ({ path, headers: { cookie } }))
      const name = `${scope}${count === '' ? '' : ', no count'}`
      const result = await compare({
        name,
        app: { server: app, shots: shots(`/api/v1/customers${count}`) },
        bare: { server: bare, shots: shots(`/list/${scope}${count}`) },
        rounds,
        seconds,
        dataDir: cluster.dataDir,
      })
      rows.push(comparisonRow(name, result))
    }
  return {
    title: 'List page of 50 customers, by scope',
    columns: comparisonColumns,
    rows,
    notes: [
      'Ten people of each scope in turn; except under none and all, the pool of their region stands beside what their scope reaches.',
      'The application keeps counts beyond ten thousand for a minute, the bare handler counts each time: the rows without count compare the pages alone.',
    ],
  }
}
