import { asSystem, currentVersion, dropReservation, forgetDerivatives, namedKeys, versionsOfBlob } from '@groundwork/db'
import { organizationOf, toStorageKey } from '@groundwork/storage'
import { reapUploadSessions } from '../../upload-session/end-session.ts'
import { removeDeadBytes } from '../lifecycle/remove-dead-bytes.ts'
import { recountQuotas } from '../quota/recount-quotas.ts'
import { reapStaleUploads } from '../reap-stale-uploads.ts'
import { BlobMoved, damageBlob, healDamage } from './damage-blob.ts'
import { type CheckOptions, type CheckServices, findFaults } from './find-faults.ts'
import { sha256Of } from './sha256-of.ts'
import type { BlobFault, FaultKind, KeyFault, StorageFault } from './storage-fault.ts'

const system = asSystem('repair what a check of the storage has found')

export interface Repaired {
  readonly kind: FaultKind
  readonly what: string
  readonly outcome: string
}

/**
 * Looks again, and puts right what is of these kinds as it finds it: on what it sees now, never on a report. Each repair is a
 * transaction of its own and stands in the audit trail where it changes a file.
 */
export async function* repairFaults(
  services: CheckServices,
  kinds: ReadonlySet<FaultKind>,
  options: CheckOptions,
): AsyncGenerator<Repaired, undefined> {
  const atOnce = new Set<FaultKind>()
  for await (const fault of findFaults(services, options)) {
    const { kind, what } = fault
    if (!kinds.has(kind) || atOnce.has(kind)) continue
    if (kind in sweeps) atOnce.add(kind)
    yield { kind, what, outcome: await repair(services, fault) }
  }
}

/** Whoever does these in the worker does them all at once. */
const sweeps = {
  upload: (services: CheckServices) => reapStaleUploads(services),
  session: (services: CheckServices) => reapUploadSessions(services),
  tombstone: (services: CheckServices) => removeDeadBytes(services),
  quota: (services: CheckServices) => recountQuotas(services),
}

async function repair(services: CheckServices, fault: StorageFault): Promise<string> {
  switch (fault.kind) {
    case 'lost':
    case 'changed':
    case 'returned':
    case 'underived':
      return repairBlob(services, fault).catch((error: unknown) => {
        if (error instanceof BlobMoved) return 'left alone: it has changed meanwhile'
        throw error
      })
    case 'stray':
      return removeStray(services, fault)
    case 'foreign':
      return 'left alone'
    case 'reservation':
      await services.database.withUnitOfWork(system, (work) => dropReservation(work, fault.id))
      await recountQuotas(services)
      return 'given back'
    default:
      return `${await sweeps[fault.kind](services)} put right`
  }
}

async function repairBlob({ database, storages }: CheckServices, { kind, blob }: BlobFault): Promise<string> {
  if (kind === 'underived') return deriveAgain({ database }, blob)
  const storage = storages.of(blob.storageProvider)
  const key = toStorageKey(blob.storageKey)
  const head = await storage.head(key)
  if (head && (await sha256Of(storage, key)) === blob.sha256) {
    await database.withUnitOfWork(system, (work) => healDamage(work, blob, head.etag))
    return 'its bytes are those that were received'
  }
  const reason = head ? 'Its bytes are not those that were received' : 'Its bytes are gone'
  await database.withUnitOfWork(system, (work) => damageBlob(work, blob, reason))
  return 'damaged'
}

/** By the event that made them the first time. */
function deriveAgain({ database }: Pick<CheckServices, 'database'>, blob: BlobFault['blob']): Promise<string> {
  const { id, organization } = blob
  return database.withUnitOfWork(system, async (work) => {
    await forgetDerivatives(work, id)
    const files = new Set((await versionsOfBlob(work, organization, id)).map(({ file }) => file))
    for (const file of files) {
      if ((await currentVersion(work, file))?.blob.id === id)
        work.emit({ topic: 'file.available', organization, resource: 'file', objectId: file, payload: {} })
    }
    return 'made again'
  })
}

/** Asked once more at the last moment. */
async function removeStray({ database, storages, log }: CheckServices, { key, provider }: KeyFault): Promise<string> {
  const [answer] = await database.withUnitOfWork(system, (work) =>
    namedKeys(work, provider, [{ key, organization: organizationOf(key) }]),
  )
  if (!answer?.isOurs || answer.isNamed) return 'left alone'
  await storages.of(provider).remove([key])
  log.warn({ key, provider }, 'bytes without a row removed')
  return 'removed'
}
