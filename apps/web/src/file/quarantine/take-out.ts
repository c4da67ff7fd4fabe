import type { HeldRow } from './use-quarantine.ts'

/** A tab has the whole of it in memory, as the door for it asks for a token that no link carries. */
export const mostInTab = 100 * 1024 * 1024

/** Whether the browser can take it out. What has no known size may have any. */
export const fitsInTab = ({ bytes }: Pick<HeldRow, 'bytes'>): boolean => bytes !== null && bytes <= mostInTab

/** What takes it out of any size. Names are their uploaders', who may have written one for the shell: none is in it. */
export const commandFor = ({ file, number }: Pick<HeldRow, 'file' | 'number'>, origin: string): string =>
  `curl --fail -H "Authorization: Bearer $TOKEN" -o ${file}.quarantined "${origin}/api/v1/files/${file}/quarantined/?version=${number}"`
