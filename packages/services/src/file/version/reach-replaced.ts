import type { UnitOfWork } from '@groundwork/db'
import { DomainError, StoredFile } from '@groundwork/domain'
import { refuseHeld } from '../lifecycle/refuse-kept.ts'
import type { StoredFileRow } from '../upload-intake.ts'

/** A file that may be given a next version now, locked. @throws DomainError forbidden, conflict */
export async function reachReplaced(work: UnitOfWork, key: string): Promise<StoredFileRow> {
  const file = await work.get(StoredFile, key, { action: 'change', lock: true })
  refuseHeld(file)
  if (!replaceable.has(file.status)) {
    throw new DomainError('conflict', 'The first version of this file is not settled yet. Try again in a moment.', {
      reason: 'version_under_way',
    })
  }
  return file
}

/** There is a version to fall back to, or one that is known to be bad. */
const replaceable: ReadonlySet<string> = new Set(['available', 'quarantined', 'unscannable', 'damaged'])
