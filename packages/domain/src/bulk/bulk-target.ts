import type { ResourceName } from '../registry.ts'
import type { Resource } from '../resource/define-resource.ts'

/** Their single verbs do more than to write the row, or there is no door to them at all. */
export const oneAtATime = [
  'organization',
  'user',
  'profile',
  'role',
  'membership',
  'invitation',
  'document',
  'tag',
  'customFieldDefinition',
  'storedFilter',
  'auditEntry',
  'importSession',
  'dataJob',
] as const satisfies readonly ResourceName[]

/** Their doors are their own: many of them are changed by their ids alone. */
const byIdsAlone = ['file', 'folder'] as const satisfies readonly ResourceName[]

const untouched: ReadonlySet<string> = new Set([...oneAtATime, ...byIdsAlone])

/**
 * Whether a job changes many rows of it. A job belongs to an organization, and so do the rows that it changes: what is everybody's is
 * changed row by row.
 */
export const isBulkTarget = ({ name, scope }: Pick<Resource, 'name' | 'scope'>): boolean =>
  scope.kind === 'organization' && scope.field === 'organization' && !untouched.has(name)
