import { type FileVersion, moveVersion, type UnitOfWork, type VersionMove } from '@groundwork/db'
import { canVersionBecome, type JsonObject, StoredFile } from '@groundwork/domain'
import type { StoredFileRow } from '../upload-intake.ts'
import { servedFields } from './served-fields.ts'
import { statusAfter } from './tell-new-version.ts'

export interface MovedVersion {
  /** Locked. */
  readonly file: StoredFileRow
  readonly version: FileVersion
  readonly move: VersionMove
  /** Instead of one that is named after the state. */
  readonly event?: string
  /** More for the audit entry. */
  readonly details?: JsonObject
}

/**
 * Moves a version to its next state, and its file with it. The version that is served, or is the only one, gives the file its
 * state; one that is to follow leaves it as it was until it is clean, and then takes its place at once, unless a later one is
 * there already; with a file under legal hold it waits for the end of that. False when the version was moved by somebody else.
 */
export async function moveVersionTo(
  work: UnitOfWork,
  { file, version, move, event, details }: MovedVersion,
): Promise<boolean> {
  if (!canVersionBecome(move.from, move.to)) throw new Error(`No version goes from ${move.from} to ${move.to}`)
  if (!(await moveVersion(work, version.id, move))) return false
  const { number } = version
  if (number < file.versionNumber) return true
  const isServed = number === file.versionNumber || (move.to === 'available' && !file.legalHold)
  const changes = isServed
    ? await servedChanges(work, { file, version, move })
    : { newVersionStatus: await statusAfter(work, file.id, file.versionNumber) }
  await work.update(StoredFile, file.id, changes, {
    event: event ?? eventOf(move, isServed),
    details: { version: number, ...details },
    withDeleted: true,
  })
  return true
}

async function servedChanges(work: UnitOfWork, { file, version, move }: MovedVersion): Promise<Partial<StoredFileRow>> {
  const changes = {
    status: move.to,
    statusReason: move.reason,
    ...(file.newVersionStatus !== null && { newVersionStatus: await statusAfter(work, file.id, version.number) }),
  }
  return move.to === 'available' ? { ...changes, ...servedFields(file, version) } : changes
}

/** The event is named after the state that was reached, but for the way back: that must not start a scan of its own. */
function eventOf({ to }: VersionMove, isServed: boolean): string {
  if (to === 'stored') return 'scan-postponed'
  return isServed ? to : `version-${to}`
}
