/** The system's own lists have no such door. */
const notOffered: ReadonlySet<string> = new Set(['auditEntry', 'dataJob', 'folder', 'invitation', 'profile'])

export const isExported = (resource: string): boolean => !notOffered.has(resource)
