import {
  blobStill,
  type FileVersion,
  markBlobFound,
  markBlobMissing,
  type StoredBlob,
  type UnitOfWork,
  versionsOfBlob,
} from '@groundwork/db'
import { canVersionBecome, StoredFile, type VersionState } from '@groundwork/domain'
import { lockVersionsOfBlob } from '../version/lock-versions-of-blob.ts'
import { moveVersionTo } from '../version/move-version.ts'

type Place = Pick<StoredBlob, 'id' | 'organization' | 'storageKey' | 'storageProvider'>

/** Every version of these bytes says that they are gone, and equal ones that come take their place. @throws BlobMoved */
export async function damageBlob(work: UnitOfWork, blob: Place, reason: string): Promise<void> {
  await moveVersions(work, blob, { to: 'damaged', reason })
  if (!(await blobStill(work, blob))) throw new BlobMoved(blob.id)
  await markBlobMissing(work, blob.id)
}

/** The bytes are those that were received: whoever was let go before is again. */
export async function healDamage(work: UnitOfWork, blob: Place, etag: string): Promise<void> {
  const versions = await versionsOfBlob(work, blob.organization, blob.id)
  if (versions.some((version) => version.blob.scanVerdict === 'clean'))
    await moveVersions(work, blob, { to: 'available', reason: null })
  if (!(await blobStill(work, blob))) throw new BlobMoved(blob.id)
  await markBlobFound(work, blob.id, etag)
}

/** Somebody else has put it right meanwhile, or has made it worse: nothing is changed on what was seen before. */
export class BlobMoved extends Error {
  override readonly name = 'BlobMoved'

  constructor(blob: string) {
    super(`Blob ${blob} is not where it was`)
  }
}

interface Outcome {
  readonly to: 'damaged' | 'available'
  readonly reason: string | null
}

async function moveVersions(work: UnitOfWork, { organization, id }: Place, { to, reason }: Outcome): Promise<void> {
  for (const version of await lockVersionsOfBlob(work, { organization, id }, (each) => isDue(each, to))) {
    const file = await work.get(StoredFile, version.file, { lock: true, withDeleted: true })
    await moveVersionTo(work, { file, version, move: { from: version.status, to, reason } })
  }
}

/** Nothing becomes available here but what was damaged: everything else waits for its scan. */
const isDue = ({ status }: FileVersion, to: VersionState) =>
  to === 'available' ? status === 'damaged' : canVersionBecome(status, to)
