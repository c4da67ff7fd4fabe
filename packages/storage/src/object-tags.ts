import { organizationOf } from './storage-key.ts'
import type { StorageKey } from './storage-provider.ts'

/**
 * What a bucket's own rules may go by (lifecycle, replication, the bill): whose bytes, of which system, of which kind of object. Read
 * from the key, so every object has them and none can have a wrong one. A user's tags change at will and stay in the database.
 */
export function objectTags(key: StorageKey): Readonly<Record<string, string>> {
  const organization = organizationOf(key)
  const [first = '', system = '', objectType = ''] = key.split('/')
  if (first === 'staging') return { organization, system: 'staging' }
  return { organization, system, object_type: objectType, ...(key.includes('!') && { derivative: 'true' }) }
}
