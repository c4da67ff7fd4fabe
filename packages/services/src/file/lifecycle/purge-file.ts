import { chargeStorage, cutTies, deleteVersionsOf, releaseBlobs, type UnitOfWork } from '@groundwork/db'
import {
  canFileBecome,
  DomainError,
  type HeldFile,
  keepOf,
  newVersionStates,
  type RowOf,
  type SettledRules,
  StoredFile,
} from '@groundwork/domain'
import { keptError } from './refuse-kept.ts'

type FileRow = RowOf<typeof StoredFile>

/** Whoever brings or judges the bytes of these has them in hand. */
const inHand: ReadonlySet<string> = new Set(newVersionStates.slice(0, 3))

const isSettled = ({ status, newVersionStatus }: Pick<FileRow, 'status' | 'newVersionStatus'>) =>
  canFileBecome(status, 'purged') && !inHand.has(newVersionStatus ?? '')

export interface Purging {
  readonly rules: Pick<SettledRules, 'retention'>
  readonly now: Date
}

/** Whether a deleted file may be purged now, as far as it is the file that says so. */
export const isPurgeable = (file: FileRow, { rules, now }: Purging): boolean =>
  file.deletedAt !== null && isSettled(file) && keepOf(file as HeldFile, rules, now) === null

/**
 * Purges a deleted file that its caller has locked: its versions go, and bytes that no other file is made of become
 * tombstones, all in one transaction; the bytes themselves are removed afterwards. The row stays and tells nobody anything.
 *
 * @throws DomainError conflict (`not_deleted`, `under_way`, `legal_hold`, `retained`)
 */
export async function purgeFile(work: UnitOfWork, file: FileRow, { rules, now }: Purging): Promise<void> {
  const { id, organization, filePath, fileSize, sha256 } = file
  if (file.deletedAt === null) throw new DomainError('conflict', 'Delete the file first', { reason: 'not_deleted' })
  const keep = keepOf(file as HeldFile, rules, now)
  if (keep) throw keptError(keep)
  if (!isSettled(file))
    throw new DomainError('conflict', 'The file is still being received or checked', { reason: 'under_way' })

  const { blobs, reserved } = await deleteVersionsOf(work, id)
  if (reserved) await chargeStorage(work, { organization, reserve: -reserved })
  await releaseBlobs(work, organization, blobs)
  await cutTies(work, id)
  await work.update(StoredFile, id, nothingLeft, {
    action: 'purge',
    event: 'purged',
    withDeleted: true,
    details: { filePath, fileSize, sha256 },
  })
}

const nothingLeft = {
  status: 'purged',
  statusReason: null,
  newVersionStatus: null,
  folder: null,
  properties: {},
  previews: [],
  previewedAt: null,
} as const satisfies Partial<FileRow>
