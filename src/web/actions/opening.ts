const clause = /[，；;,]\s*(?:open )?([^，；;,]{2,24}起可领|from [^,;]{3,24})$/

/** The last clause of a refusal, where it says when: `11月22日 13:26 起可领`. */
export const opening = (message: string): string | undefined => clause.exec(message)?.[1]
