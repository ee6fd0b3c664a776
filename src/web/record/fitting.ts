/**
 * Which of these fit beside each other, in their order: as many as there is room for, and always the one that is open.
 * `rest` is what the way to the others takes, where there are any.
 */
export const fitting = (
  widths: readonly number[],
  room: { readonly width: number; readonly gap: number; readonly rest: number },
  open: number,
): readonly number[] => {
  const all = widths.map((_, at) => at)
  const taken = (places: readonly number[]) =>
    places.reduce((sum, at) => sum + widths[at]!, Math.max(0, places.length - 1) * room.gap)
  if (taken(all) <= room.width) return all
  const shown: number[] = open < 0 ? [] : [open]
  for (const at of all) {
    if (at === open) continue
    if (taken([...shown, at]) + room.gap + room.rest > room.width) break
    shown.push(at)
  }
  return shown.sort((a, b) => a - b)
}
