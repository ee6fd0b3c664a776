/** An error for the person at the terminal, who hasn't chosen a language yet: both, one after the other. */
export const trouble = (zh: string, en: string, cause?: unknown): Error =>
  new Error(`${zh}。\n${en}.`, cause === undefined ? undefined : { cause })
