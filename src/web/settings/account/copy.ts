import { commonWords } from '../../common.words.ts'
import { showToast } from '../../toast.tsx'
import { say } from '../../words.ts'

/** Puts a text on the clipboard; where the browser refuses, the text stands in the toast to be copied by hand. */
export const copyText = (text: string): void => {
  navigator.clipboard
    .writeText(text)
    .then(() => showToast({ text: say(commonWords, 'copied') }))
    .catch(() => showToast({ tone: 'failed', text }))
}
