import '../fields.css'

const discs = 8

const discOf = (text: string): number => {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return (sum % discs) + 1
}

/** The disc with somebody's initial: the family name in Chinese, the first letter elsewhere. */
export const EmployeeMark = ({ name, id, size = 20 }: { name: string; id?: string; size?: number }) => (
  <span
    aria-hidden="true"
    className="gs-employee-mark"
    style={{
      width: size,
      height: size,
      fontSize: size >= 28 ? 13 : 11,
      ['--disc' as string]: `var(--gs-series-${discOf(id ?? name)})`,
    }}
  >
    {[...name.trim()][0]?.toUpperCase() ?? '·'}
  </span>
)
