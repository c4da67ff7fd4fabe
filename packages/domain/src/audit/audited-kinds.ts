import { type ResourceName, resources } from '../registry.ts'
import { AuditEntry } from './audit-entry.ts'
import { unlistedKinds } from './unlisted-kinds.ts'

/** What an entry speaks of. */
export type AuditedKind = ResourceName | (typeof unlistedKinds)[number]

/** All that entries speak of: every resource but the trail itself, and what is no resource. */
export const auditedKinds = (): readonly string[] => [
  ...Object.keys(resources).filter((name) => name !== AuditEntry.name),
  ...unlistedKinds,
]
