import {
  type BlobRelease,
  type FileVersion,
  findBlob,
  type StoredBlob,
  setBlobVerdict,
  type UnitOfWork,
} from '@groundwork/db'
import { letsThrough, type SettledRules, StoredFile } from '@groundwork/domain'
import type { Judgement } from '../judge-bytes.ts'
import type { ScanVerdict } from '../scanner.ts'
import { lockVersionsOfBlob } from './lock-versions-of-blob.ts'
import { moveVersionTo } from './move-version.ts'

/** What the scanner found; null for nothing. */
function wordsOf(verdict: ScanVerdict): string | null {
  if (verdict.kind === 'clean') return null
  return verdict.kind === 'infected' ? verdict.signature : verdict.reason
}

/** The same, as it is kept. */
export const resultOf = (verdict: ScanVerdict, engine: string): string =>
  wordsOf(verdict) ?? (engine === 'none' ? 'not scanned' : 'clean')

export interface GivenVerdict {
  readonly blob: Pick<StoredBlob, 'id' | 'organization'>
  readonly judgement: Judgement
  readonly engine: string
  /** Of the organization, which may let through what could not be scanned whole. */
  readonly rules: SettledRules
  /** The version that waits for this verdict, where one does. */
  readonly scanned?: string
}

/** Versions that have had a verdict on their bytes before. Others of the same bytes wait for a scan of their own. */
const judgedBefore: ReadonlySet<string> = new Set(['available', 'quarantined', 'unscannable'])

/**
 * Writes down a verdict and moves all that is made of these bytes, in whatever file, of whatever version: let go where they are
 * clean, taken back where they are not; what was damaged is whole again once equal bytes have taken the place of the lost ones. A person's release stands as long as the scanner says the same as when it was given.
 */
export async function applyVerdict(work: UnitOfWork, given: GivenVerdict): Promise<void> {
  const { blob, judgement, engine, rules, scanned } = given
  const { verdict, signatures } = judgement
  const versions = await lockVersionsOfBlob(
    work,
    blob,
    ({ id, status, blob: { isMissing } }) =>
      id === scanned || judgedBefore.has(status) || (status === 'damaged' && verdict.kind === 'clean' && !isMissing),
  )
  const known = await findBlob(work, blob.id)
  if (!known) return
  const result = resultOf(verdict, engine)
  const isKept = known.releasedBy !== null && known.scanVerdict === verdict.kind && known.scanResult === result
  const release = isKept ? 'keep' : releaseByRules(rules, verdict, versions)
  for (const version of versions) {
    if (isKept && version.status === 'available') continue
    await settleVersion(work, version, outcomeOf(verdict, release !== null))
  }
  await setBlobVerdict(work, blob.id, { verdict: verdict.kind, engine, signatures, result, release })
}

function releaseByRules(
  rules: SettledRules,
  verdict: ScanVerdict,
  versions: readonly FileVersion[],
): BlobRelease | null {
  if (verdict.kind !== 'unscannable') return null
  const { cause } = verdict
  const isAllowed = versions.every(({ mimeType }) => letsThrough(rules, { cause, mimeType }))
  return isAllowed ? { by: null, reason: 'The rules of the organization let it through' } : null
}

interface Outcome {
  readonly to: 'available' | 'quarantined' | 'unscannable'
  readonly reason: string | null
}

function outcomeOf(verdict: ScanVerdict, isReleased: boolean): Outcome {
  if (verdict.kind === 'clean') return { to: 'available', reason: null }
  const found = wordsOf(verdict)
  const to = verdict.kind === 'infected' ? 'quarantined' : 'unscannable'
  const reason =
    to === 'quarantined' ? `Something harmful was found in it: ${found}` : `It could not be scanned: ${found}`
  return isReleased ? { to: 'available', reason: `${reason}. It was let through all the same.` } : { to, reason }
}

/** What goes out of service tells so: somebody may have worked with it. */
async function settleVersion(work: UnitOfWork, version: FileVersion, { to, reason }: Outcome): Promise<void> {
  const { status: from, organization, file: objectId, number } = version
  if (from === to) return
  const file = await work.get(StoredFile, objectId, { lock: true, withDeleted: true })
  await moveVersionTo(work, { file, version, move: { from, to, reason } })
  if (from === 'available')
    work.emit({
      topic: 'file.withdrawn',
      organization,
      resource: 'file',
      objectId,
      payload: { version: number, reason },
    })
}
