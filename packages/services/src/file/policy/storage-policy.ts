import { findStorageRules, lockStorageRules, personBehind, type WorkContext, writeStorageRules } from '@groundwork/db'
import {
  auditedDifference,
  DomainError,
  type FileKind,
  type JsonObject,
  narrowPolicy,
  Organization,
  type SettledRules,
  type StorageRules,
  settleRules,
} from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
import type { FileServices } from '../file-services.ts'
import { readRules } from './rules-of.ts'

export interface StoragePolicy {
  readonly organization: string
  /** What the organization itself has said. */
  readonly rules: StorageRules
  /** What holds, the installation's word included. */
  readonly effective: SettledRules & {
    readonly maxBytes: Readonly<Record<FileKind, number>>
    readonly blockedExtensions: readonly string[]
    readonly allowedTypes: readonly string[]
  }
  readonly version: number
}

type PolicyServices = Pick<FileServices, 'database' | 'filePolicy'>

/** What holds for the files of an organization, for everybody who sees it. */
export function getStoragePolicy(
  { database, filePolicy }: PolicyServices,
  context: WorkContext,
  organization: string,
): Promise<StoragePolicy> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, organization)
    return shown(filePolicy, organization, await findStorageRules(work, organization))
  })
}

export interface PolicyChange {
  readonly organization: string
  readonly rules: StorageRules
  /** The version that the caller was looking at. */
  readonly version?: number | undefined
}

/** Replaces the rules of an organization as a whole. For those who may change the organization. */
export function updateStoragePolicy(
  { database, filePolicy }: PolicyServices,
  context: WorkContext,
  { organization, rules, version }: PolicyChange,
): Promise<StoragePolicy> {
  return database.withUnitOfWork(context, async (work) => {
    const { name } = await work.get(Organization, organization, { action: 'change' })
    if (!mayIn(context, organization, 'change', Organization.name))
      throw new DomainError('forbidden', 'Not allowed: change the storage policy')
    const before = await lockStorageRules(work, organization)
    const current = shown(filePolicy, organization, before)
    if (version !== undefined && version !== before.version)
      throw new DomainError('stale', 'It was changed by somebody else in the meantime', { details: { current } })
    const changes = auditedDifference(before.rules, rules)
    if (!Object.keys(changes).length) return current
    const by = personBehind(context.actor)?.userId ?? null
    const next = await writeStorageRules(work, { organization, rules: rules as JsonObject, by })
    const about = { organization, objectId: organization, objectRepr: name }
    work.record({ action: 'UPDATE', resource: 'storagePolicy', ...about, changes })
    return shown(filePolicy, organization, { rules: rules as JsonObject, version: next })
  })
}

function shown(
  policy: FileServices['filePolicy'],
  organization: string,
  { rules: kept, version }: { readonly rules: unknown; readonly version: number },
): StoragePolicy {
  const rules = readRules(kept)
  const { maxBytes, blockedExtensions, allowed } = narrowPolicy(policy, rules)
  const limits = { maxBytes, blockedExtensions: [...blockedExtensions].sort(), allowedTypes: [...allowed].sort() }
  return { organization, rules, effective: { ...settleRules(rules), ...limits }, version }
}
