import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

interface Role {
  readonly name: string
  readonly key: string
  readonly functions: Record<string, string[]>
  readonly scopes: Record<string, Record<string, string | { scope: string; parents?: string }>>
  readonly fields: Record<string, Record<string, string>>
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Function right by function right, the scope it has: its own, or that of `read`. */
const scopeOf = (role: Role, object: string, verb: string): string => {
  const entry = role.scopes[object]?.[verb] ?? role.scopes[object]?.read ?? 'none'
  if (typeof entry === 'string') return entry
  return entry.parents === undefined || entry.parents === 'none' ? entry.scope : `${entry.scope}+${entry.parents}`
}

const linesOf = (role: Role): string[] =>
  Object.keys(role.functions)
    .filter((object) => role.functions[object]!.length > 0)
    .sort()
    .flatMap((object) => {
      const byScope = new Map<string, string[]>()
      for (const verb of role.functions[object]!) {
        const scope = scopeOf(role, object, verb)
        byScope.set(scope, [...(byScope.get(scope) ?? []), verb])
      }
      const rights = [...byScope].map(([scope, verbs]) => [object, scope, [...verbs].sort().join(' ')] as const)
      const fields = Object.entries(role.fields[object] ?? {}).map(
        ([name, right]) => [object, 'field', `${name}: ${right}`] as const,
      )
      return [...rights.sort(([, a], [, b]) => (a < b ? -1 : 1)), ...fields].map(
        ([path, scope, what]) => `  ${path.padEnd(14)} ${scope.padEnd(24)} ${what}`,
      )
    })

it('gives the default roles these rights and no others (O30)', async () => {
  const answer = await app.admin.get('/roles?limit=200')
  const roles = (answer.body.data as Role[]).sort((a, b) => (a.key < b.key ? -1 : 1))
  const text = roles.map((role) => [`${role.key} ${role.name}`, ...linesOf(role)].join('\n')).join('\n\n')
  await expect(`role\n  object         scope (+parents)         verbs\n\n${text}\n`).toMatchFileSnapshot(
    './default-roles.txt',
  )
})
