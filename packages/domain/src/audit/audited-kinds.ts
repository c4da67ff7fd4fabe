import { type ResourceName, resources } from '../registry.ts'
import { AuditEntry } from './audit-entry.ts'

/** What has no rows that anybody lists, and yet a trail. */
const unlisted = ['apiKey', 'session', 'storageQuota', 'storagePolicy', 'storageMove'] as const

/** What an entry speaks of. */
export type AuditedKind = ResourceName | (typeof unlisted)[number]

/** All that entries speak of: every resource but the trail itself, and what is no resource. */
export const auditedKinds = (): readonly string[] => [
  ...Object.keys(resources).filter((name) => name !== AuditEntry.name),
  ...unlisted,
]
