import type { Resource } from '@groundwork/domain'

/** What is not made in passing: people and what they may do have ways of their own, files are uploaded. */
const ownWays: ReadonlySet<string> = new Set([
  'user',
  'profile',
  'role',
  'membership',
  'invitation',
  'organization',
  'file',
  'auditEntry',
])

/** Whether a form in a dialog can make such a row while somebody is in the middle of another. */
export const isMadeInline = ({ name, fields, title }: Pick<Resource, 'name' | 'fields' | 'title'>): boolean =>
  !ownWays.has(name) &&
  fields.organization !== undefined &&
  (fields[title]?.write !== 'never' || fields.firstName !== undefined)
