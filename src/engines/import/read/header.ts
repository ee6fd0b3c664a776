/** Where the header stands in the first rows of a table: its index in the sample, after any title lines. */
export const findHeader = (sample: readonly { readonly cells: readonly string[] }[]): number => {
  const widths = sample.map((row) => row.cells.filter(isFilled).length)
  const found = sample.findIndex((row, index) => {
    const texts = new Set(row.cells.map((cell) => cell.trim()).filter(isWord))
    if (texts.size < 2 || texts.size < (widths[index] ?? 0) / 2) return false
    return (widths[index] ?? 0) >= 0.6 * median(widths.slice(index + 1))
  })
  if (found !== -1) return found
  return Math.max(
    0,
    widths.findIndex((width) => width > 0),
  )
}

const isFilled = (cell: string): boolean => cell.trim() !== ''

/** A text that could be a column's name: not a number, a date or an amount. */
const isWord = (cell: string): boolean => cell !== '' && !/^[-+¥￥$(]?[\d.,:/\-\s年月日T%)]+$/.test(cell)

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.filter((n) => n > 0).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
