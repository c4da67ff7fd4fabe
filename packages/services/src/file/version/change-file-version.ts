import {
  deleteVersion,
  type FileVersion,
  insertFileVersion,
  labelVersion,
  nextVersionNumber,
  releaseBlobs,
  type UnitOfWork,
  versionNumbered,
  type WorkContext,
} from '@groundwork/db'
import { areBytesServable, DomainError, type HeldFile, keepOf, notFound, StoredFile } from '@groundwork/domain'
import { v7 } from 'uuid'
import { faultPoint } from '../../fault/fault-point.ts'
import type { FileServices } from '../file-services.ts'
import { keptError, refuseHeld } from '../lifecycle/refuse-kept.ts'
import { rulesOf } from '../policy/rules-of.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { moveVersionTo } from './move-version.ts'
import { reachReplaced } from './reach-replaced.ts'
import { tellNewVersion } from './tell-new-version.ts'

export interface VersionOf {
  /** The file's id. */
  readonly id: string
  readonly number: number
}

/**
 * Takes an earlier version up again: as a new one, of the same bytes, which are served at once. Nothing is read nor written of
 * the bytes, so only a version that was let go can come back.
 */
export async function restoreFileVersion(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  { id, number: from }: VersionOf,
): Promise<StoredFileRow> {
  const file = await database.withUnitOfWork(context, async (work) => {
    const file = await reachReplaced(work, id)
    const source = await versionOr404(work, id, from)
    if (source.status !== 'available' || !areBytesServable(source.blob))
      throw new DomainError('not_available', 'This version was never let go, so it cannot be restored', {
        reason: source.status,
      })
    if (from === file.versionNumber)
      throw new DomainError('conflict', 'This version is the one that is served', { reason: 'version_current' })
    const version = await insertRestored(work, source)
    const move = { from: 'scanning', to: 'available', reason: null } as const
    await moveVersionTo(work, { file, version, move, event: 'version-restored', details: { restoredFrom: from } })
    // What is still to be made of the bytes is made now.
    if (!version.blob.isDerived)
      work.emit({
        topic: 'file.available',
        organization: file.organization,
        resource: 'file',
        objectId: id,
        payload: {},
      })
    return work.get(StoredFile, id)
  })
  faultPoint('after:version_restored')
  return file
}

async function insertRestored(work: UnitOfWork, source: FileVersion): Promise<FileVersion> {
  const { actor } = work.context
  const version = {
    ...source,
    id: v7(),
    number: await nextVersionNumber(work, source.file),
    status: 'scanning',
    restoredFrom: source.number,
    createdBy: actor.kind === 'system' ? null : actor.userId,
  } as const
  await insertFileVersion(work, { ...version, reservedBytes: 0, blob: source.blob.id })
  return version
}

/** Gives a version a name of its own, or takes it away again. */
export async function nameFileVersion(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  { id, number, label }: VersionOf & { readonly label: string | null },
): Promise<void> {
  await database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, id, { action: 'change', lock: true })
    refuseHeld(file)
    const version = await versionOr404(work, id, number)
    await labelVersion(work, version.id, label)
    record(work, { file, number, details: { label, before: version.label } })
  })
}

/**
 * Removes a version that is not served, for good: its bytes go with it unless another version is made of them. As much as
 * emptying the trash, so it asks for the right to purge; and neither hold nor retention lets it happen.
 */
export async function removeFileVersion(
  { database, clock }: Pick<FileServices, 'database' | 'clock'>,
  context: WorkContext,
  { id, number }: VersionOf,
): Promise<void> {
  await database.withUnitOfWork(context, async (work) => {
    const file = await work.get(StoredFile, id, { action: 'purge', lock: true })
    const keep = keepOf(file as HeldFile, await rulesOf(work, file.organization), clock())
    if (keep) throw keptError(keep)
    const version = await versionOr404(work, id, number)
    if (number === file.versionNumber)
      throw new DomainError('conflict', 'This version is the one that is served', { reason: 'version_current' })
    if (underWay.has(version.status))
      throw new DomainError('conflict', 'This version is not settled yet. Try again in a moment.', {
        reason: 'version_under_way',
      })
    await deleteVersion(work, version.id)
    await tellNewVersion(work, id)
    await releaseBlobs(work, file.organization, [version.blob.id])
    const { fileName, label, blob } = version
    record(work, { file, number, details: { removed: true, fileName, label, sha256: blob.sha256, bytes: blob.bytes } })
  })
  faultPoint('after:version_removed')
}

const underWay: ReadonlySet<string> = new Set(['receiving', 'stored', 'scanning'])

async function versionOr404(work: UnitOfWork, file: string, number: number): Promise<FileVersion> {
  const version = await versionNumbered(work, file, number)
  if (!version) throw notFound('version')
  return version
}

interface VersionRecord {
  readonly file: StoredFileRow
  readonly number: number
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

function record(work: UnitOfWork, { file, number, details }: VersionRecord): void {
  const { id, organization, originalFilename } = file
  const action = details.removed ? 'DELETE' : 'UPDATE'
  const said = { version: number, ...details }
  work.record({ action, resource: StoredFile, organization, objectId: id, objectRepr: originalFilename, details: said })
  work.emit({ topic: 'file.versions', organization, resource: 'file', objectId: id, payload: { number } })
}
