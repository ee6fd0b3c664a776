const phrases = ['股份有限公司', '有限责任公司', '有限公司', '供销合作社', '农村信用合作联社']

const escapes = (phrase: string): string[] => {
  const found = new Set<string>()
  for (let at = 0; at < phrase.length; at++) {
    const front = phrase.slice(0, at)
    const back = phrase.slice(at + 1)
    found.add(`${front}.${back}`)
    if (at > 0 && at < phrase.length - 1) found.add(front + back)
    if (at < phrase.length - 1) found.add(front + phrase[at + 1] + phrase[at] + phrase.slice(at + 2))
    found.add(front + phrase[at] + phrase.slice(at))
  }
  return [...found]
}

const exact = /有限公司|有限责任公司|供销合作社|农村信用合作联社/
const shaky = phrases.map((phrase) => [new RegExp(`(?<=.)(?:${escapes(phrase).join('|')})`), phrase] as const)
const shakyShares = /股.有限公司|.份有限公司|股份有限责任公司/

/** Whether all signs of a phrase but one stand somewhere in the text. */
const hasMost = (text: string, phrase: string): boolean => {
  let missing = 0
  for (const sign of phrase) if (!text.includes(sign) && ++missing > 1) return false
  return true
}

/**
 * The phrases that stand in every second name, set right where one sign of them is wrong, twice, missing or swapped
 * (有限公伺, 供销合做社): without them a name does not fall into its parts.
 */
export const mend = (text: string): string => {
  if (text.length < 5) return text
  if (exact.test(text))
    return shakyShares.test(text)
      ? text.replace(/股[^份]有限公司/, '股份有限公司').replace(/[^股]份有限公司/, '股份有限公司')
      : text
  if (!/[有限责任公司供销合作联社]{2}/.test(text)) return text
  for (const [form, phrase] of shaky) if (hasMost(text, phrase) && form.test(text)) return text.replace(form, phrase)
  return text.replace(/(?<=..)(?:供[^应销]社|[^产运直经]销社|销供社|供销销社|供供销社)(?=..|$)/, '供销社')
}
