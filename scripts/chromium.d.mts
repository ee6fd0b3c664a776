/** The path of a Chromium that shows Chinese: the system's, else one from npm. Ends the process when there is none. */
export const ensureChromium: () => string
