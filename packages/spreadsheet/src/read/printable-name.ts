export const longestName = 200

/**
 * A name that can be kept, shown and said again, whatever a file calls its sheets and columns: NUL and half a surrogate pair, which JSON
 * and workbooks can spell, are no text to a database.
 */
export const printableName = (name: string): string =>
  name.slice(0, longestName).replace(/[\p{Control}\p{Surrogate}]/gu, '\ufffd')
