let offset = 0

/** Follows the server's moment: rules are counted there, so they are shown from there. */
export const setServerMoment = (iso: string): void => {
  const at = Date.parse(iso)
  if (!Number.isNaN(at)) offset = at - Date.now()
}

/** The server's present moment in milliseconds. */
export const serverNow = (): number => Date.now() + offset
