/** The lists of versions of one file, whatever its row was when they were asked for. */
export const versionsKey = (file: string) => ['file', 'versions', file] as const
