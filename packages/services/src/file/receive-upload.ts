import type { WorkContext } from '@groundwork/db'
import { cleanFileName, type DomainError, isDomainError } from '@groundwork/domain'
import { faultPoint } from '../fault/fault-point.ts'
import { admitHead } from './admit-upload.ts'
import { checkMayStillUpload, checkMayUpload } from './check-may-upload.ts'
import { discardIntake, recordRefusal } from './discard-intake.ts'
import { discardSmall } from './discard-small.ts'
import { holdLease } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { lastWordOf } from './last-word-of.ts'
import { servicesFor } from './policy/policy-of.ts'
import { readHead } from './read-head.ts'
import { isSmall, planSmall, receiveSmall } from './receive-small.ts'
import type { Reception } from './reception.ts'
import { RESERVATION_STEP } from './reserve.ts'
import { settleIntake } from './settle-intake.ts'
import { HEAD_BYTES } from './sniff-type.ts'
import { type Arriving, storeBytes } from './store-bytes.ts'
import { createOf, type Upload } from './upload.ts'
import { failedHere, toUploadError, UploadAborted } from './upload-error.ts'
import { growIntake, openIntake, type StoredFileRow } from './upload-intake.ts'
import { watchRight } from './watch-right.ts'

/**
 * The one way in for bytes. Rights come before the first byte, and again and again where it takes long; type and size before the first
 * row; the bytes pass through once, unbuffered. Whatever goes wrong leaves no row, no bytes and no reservation, and stands in the audit
 * trail.
 */
export async function receiveUpload(
  installation: FileServices,
  context: WorkContext,
  upload: Upload,
): Promise<StoredFileRow> {
  upload.stream.on('error', toldLater)
  createOf(upload)
  await checkMayUpload(installation, context, upload)
  const services = await servicesFor(installation, context, upload)
  const judge = (now: WorkContext) => checkMayStillUpload(services, now, upload)
  const right = watchRight(services, context, { stream: upload.stream, judge })
  const reception: Reception = { services, context, upload, right, name: cleanFileName(upload.fileName) }
  let discard: Discard = (cause) => recordUnseen(reception, cause)
  try {
    await right.confirm() // What came before this in its form may have taken long.
    const head = await readHead(upload.stream, HEAD_BYTES)
    const { name } = reception
    const admitted = await admitHead(services.filePolicy, { name, head, declaredSize: upload.declaredSize })
    if (isSmall(upload, head)) {
      const small = planSmall(reception, { head, admitted })
      discard = (cause) => discardSmall(reception, { intake: small, cause })
      return await receiveSmall(reception, { intake: small, head, admitted })
    }
    const reserved = head.isWhole ? head.bytes.length : (upload.declaredSize ?? RESERVATION_STEP)
    const intake = await openIntake(services, context, { upload, name, type: admitted.type, reserved })
    discard = (cause) => discardIntake(services, context, { intake, cause })
    faultPoint('after:upload_opened')
    return await takeIn(reception, { intake, head, admitted })
  } catch (error) {
    const known = toUploadError(
      error === upload.stream.errored && !isDomainError(error)
        ? new UploadAborted('The sender broke off', { cause: error })
        : error,
    )
    upload.stream.destroy()
    await refuse(reception, { discard, cause: known ?? failedHere(error) })
    throw known ?? error
  } finally {
    right.stop()
  }
}

/** A sender may break off while the database is asked; whoever reads on hears of it then. */
const toldLater = () => undefined

/** The lease is held until the row says `stored`: after the bytes the rest of the form may take its time. */
async function takeIn(reception: Reception, arriving: Arriving): Promise<StoredFileRow> {
  const { services, context, upload, right } = reception
  const { intake } = arriving
  const { signal } = right
  const { version, lease } = intake
  const release = holdLease(services, context, { version, lease, onLost: right.end })
  try {
    const grow = (total: number) => growIntake(services, context, { intake, least: total - intake.reserved })
    const received = await storeBytes(reception, { ...arriving, signal, grow })
    faultPoint('after:blob_put')
    const late = await lastWordOf(upload, signal)
    return await settleIntake(services, await right.confirm(), { intake, received, late })
  } finally {
    release()
  }
}

/** Clears away what there is of an upload, and writes down why. */
type Discard = (cause: DomainError) => Promise<void>

interface RefusedReception {
  readonly discard: Discard
  readonly cause: DomainError
}

/** The caller hears why the upload failed, also when clearing up after it fails in turn: that is the reaper's work then. */
async function refuse({ services, upload }: Reception, { discard, cause }: RefusedReception): Promise<void> {
  const { organization } = upload
  try {
    await discard(cause)
  } catch (error) {
    services.log.error({ err: error, organization, reason: cause.reason }, 'refused upload left to the reaper')
  }
}

/** Nothing of it is there yet. */
const recordUnseen = ({ services, context, upload, name }: Reception, cause: DomainError): Promise<void> =>
  services.database.withUnitOfWork(context, async (work) =>
    recordRefusal(work, { organization: upload.organization, file: null, name, cause }),
  )
