import { expireAnnounced, forgetBlobs, hasFileVersion } from '@groundwork/db'
import type { DomainError } from '@groundwork/domain'
import { faultPoint } from '../fault/fault-point.ts'
import { recordRefusal, removeRefused } from './discard-intake.ts'
import type { Reception } from './reception.ts'
import type { Intake } from './upload-intake.ts'

/**
 * Clears a small upload away that failed: first its note is made due, so that a commit nobody has heard of makes no file of it any
 * more. If it has made one by then, everything stays. Otherwise the bytes go, then the note, which stays where they cannot be removed now.
 */
export async function discardSmall(
  { services, context }: Reception,
  { intake, cause }: { readonly intake: Intake; readonly cause: DomainError },
): Promise<void> {
  const { database } = services
  const { version, blob, organization, name } = intake
  const isKept = await database.withUnitOfWork(context, async (work) => {
    await expireAnnounced(work, blob)
    return hasFileVersion(work, version)
  })
  if (isKept) return
  const areBytesGone = await removeRefused(services, intake)
  faultPoint('after:small_withdrawn')
  await database.withUnitOfWork(context, async (work) => {
    if (areBytesGone) await forgetBlobs(work, [blob])
    recordRefusal(work, { organization, file: null, name, cause })
  })
}
