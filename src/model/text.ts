/** Text made comparable: compatibility forms (full width) folded, trimmed, inner spaces collapsed, lower case. */
export const fold = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()

/** A column heading made comparable: folded, without spaces, marks of obligation, brackets' remarks and punctuation. */
export const foldHeader = (text: string): string => {
  const folded = fold(text.slice(0, maxHeader))
  const bare = folded.replace(/[([【][^)\]】]*[)\]】]/g, '')
  return strip(bare) || strip(folded) || folded
}

const maxHeader = 500

const strip = (text: string): string => text.replace(/[\s*_:：.。、,，/\\|"'“”‘’()[\]【】<>《》-]+/g, '')
