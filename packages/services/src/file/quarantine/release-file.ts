import {
  type BlobVerdict,
  type FileVersion,
  lockLiveBlob,
  releaseBlob,
  type StoredBlob,
  type UnitOfWork,
  type WorkContext,
} from '@groundwork/db'
import { DomainError, StoredFile } from '@groundwork/domain'
import { faultPoint } from '../../fault/fault-point.ts'
import { elevated, personOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'
import type { StoredFileRow } from '../upload-intake.ts'
import { lockVersionsOfBlob } from '../version/lock-versions-of-blob.ts'
import { moveVersionTo } from '../version/move-version.ts'
import { isRefused, notRefused, type RefusedVersionOf, reachRefused } from './refused-version.ts'

export interface Release extends RefusedVersionOf {
  /** For the audit trail, and for everybody who sees the file. */
  readonly reason: string
  /** What the caller was shown; it is released only while the scanner still says so. */
  readonly verdict?: BlobVerdict | undefined
  readonly finding?: string | null | undefined
}

/**
 * Lets bytes out in spite of what the scanner says, in the name of a person: a key decides nothing of this kind. It is the bytes
 * that are released, so whatever else of the organization is made of them comes free as well. It is a word on one verdict: it
 * is refused when that has changed since it was seen, and ends when a later scan says something else.
 *
 * @throws DomainError conflict (`not_quarantined`, `verdict_changed`)
 */
export async function releaseFile(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  release: Release,
): Promise<StoredFileRow> {
  const { userId: by } = personOf(context)
  const { version } = await database.withUnitOfWork(context, (work) => reachRefused(work, release))
  const { blob: seen } = version
  const { reason, id, verdict = seen.scanVerdict, finding = seen.scanResult } = release
  if (verdict !== seen.scanVerdict || finding !== seen.scanResult) throw verdictChanged()
  // Other files of the same bytes may be out of the actor's sight; the right was asked for above.
  await database.withUnitOfWork(elevated(context, 'release bytes that the scanner keeps back'), async (work) => {
    const refused = await lockVersionsOfBlob(work, seen, isRefused)
    const blob = await lockLiveBlob(work, seen.id)
    if (blob && !isSameVerdict(blob, seen)) throw verdictChanged()
    if (!refused.some((other) => other.id === version.id)) throw notRefused()
    for (const other of refused) await letGo(work, other, reason)
    await releaseBlob(work, seen.id, { by, reason })
  })
  faultPoint('after:released')
  return database.reader(context).get(StoredFile, id)
}

/** Newer signatures that find the same change nothing. */
const isSameVerdict = (one: StoredBlob, other: StoredBlob) =>
  one.scanVerdict === other.scanVerdict && one.scanResult === other.scanResult

const verdictChanged = () =>
  new DomainError('conflict', 'The scanner says something else by now. Look at it again.', {
    reason: 'verdict_changed',
  })

async function letGo(work: UnitOfWork, version: FileVersion, why: string): Promise<void> {
  const { status: from, blob } = version
  const file = await work.get(StoredFile, version.file, { lock: true, withDeleted: true })
  const reason = `Released from quarantine: ${why}`
  const details = { released: why, finding: blob.scanResult, signatures: blob.scanSignatures }
  await moveVersionTo(work, { file, version, move: { from, to: 'available', reason }, event: 'released', details })
}
