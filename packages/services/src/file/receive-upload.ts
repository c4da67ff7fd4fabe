import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobContent, WorkContext } from '@groundwork/db'
import { cleanFileName, DomainError, isDomainError } from '@groundwork/domain'
import { isStorageError } from '@groundwork/storage'
import { faultPoint } from '../fault/fault-point.ts'
import { type Admitted, admitHead, admitSize, admitWhole } from './admit-upload.ts'
import { ByteMeter } from './byte-meter.ts'
import { checkMayUpload } from './check-may-upload.ts'
import { discardIntake, recordRefusal } from './discard-intake.ts'
import { holdLease } from './file-lease.ts'
import type { FileServices } from './file-services.ts'
import { servicesFor } from './policy/policy-of.ts'
import { type Head, readHead } from './read-head.ts'
import { RESERVATION_STEP } from './reserve.ts'
import { settleIntake } from './settle-intake.ts'
import { HEAD_BYTES } from './sniff-type.ts'
import { createOf, lateFieldsOf, type Upload } from './upload.ts'
import { failedHere, toUploadError, UploadAborted } from './upload-error.ts'
import { growIntake, type Intake, openIntake, type StoredFileRow } from './upload-intake.ts'

/**
 * The one way in for bytes. Rights come before the first byte, type and size before the first row; the bytes pass through
 * once, unbuffered. Whatever goes wrong leaves no row, no bytes and no reservation, and stands in the audit trail.
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
  const reception: Reception = { services, context, upload, name: cleanFileName(upload.fileName) }
  let intake: Intake | undefined
  try {
    const head = await readHead(upload.stream, HEAD_BYTES)
    const { name } = reception
    const admitted = await admitHead(services.filePolicy, { name, head, declaredSize: upload.declaredSize })
    const reserved = head.isWhole ? head.bytes.length : (upload.declaredSize ?? RESERVATION_STEP)
    intake = await openIntake(services, context, { upload, name, type: admitted.type, reserved })
    faultPoint('after:upload_opened')
    return await takeIn(reception, { intake, head, admitted })
  } catch (error) {
    const known = toUploadError(
      error === upload.stream.errored && !isDomainError(error)
        ? new UploadAborted('The sender broke off', { cause: error })
        : error,
    )
    upload.stream.destroy()
    await refuse(reception, { intake, cause: known ?? failedHere(error) })
    throw known ?? error
  }
}

/** A sender may break off while the database is asked; whoever reads on hears of it then. */
const toldLater = () => undefined

/** What stays the same from the first byte to the last. */
interface Reception {
  readonly services: FileServices
  readonly context: WorkContext
  readonly upload: Upload
  /** Cleaned. */
  readonly name: string
}

interface Taking {
  readonly intake: Intake
  readonly head: Head
  readonly admitted: Admitted
}

/** The lease is held until the row says `stored`: after the bytes the rest of the form may take its time. */
async function takeIn(reception: Reception, taking: Taking): Promise<StoredFileRow> {
  const { services, context, upload } = reception
  const { intake } = taking
  const abort = new AbortController()
  const { version, lease } = intake
  const release = holdLease(services, context, { version, lease, onLost: (error) => abort.abort(error) })
  try {
    const received = await storeBytes(reception, taking, abort.signal)
    const late = upload.finished ? lateFieldsOf({ ...upload, ...(await upload.finished()) }) : {}
    return await settleIntake(services, context, { intake, received, late })
  } finally {
    release()
  }
}

/** One pass: count, limit, hash, store. Then the second verdict, on the whole. */
async function storeBytes(reception: Reception, taking: Taking, signal: AbortSignal): Promise<BlobContent> {
  const { services, upload } = reception
  const { intake, head, admitted } = taking
  const source = head.isWhole ? Readable.from([head.bytes], { objectMode: false }) : upload.stream
  const meter = new ByteMeter(allowanceOf(reception, taking), (total) => allowMore(reception, taking, total))
  const put = services.storages.of(intake.provider).put(intake.key, meter, { contentType: admitted.type.mime, signal })
  const [piped, stored] = await Promise.allSettled([pipeline(source, meter), put])
  if (stored.status === 'rejected') throw firstCause(piped, stored.reason)
  if (piped.status === 'rejected') throw piped.reason
  faultPoint('after:blob_put')
  if (stored.value.bytes !== meter.bytes) throw new Error(`Stored ${stored.value.bytes} of ${meter.bytes} bytes`)
  const { sniffed } = admitted
  admitWhole(services.filePolicy, intake.name, { sniffed, head: head.bytes, tail: meter.tail(), size: meter.bytes })
  return { bytes: meter.bytes, sha256: meter.sha256(), etag: stored.value.etag }
}

/** A store that fails breaks the pipe, and a pipe that breaks fails the store: the one that knows why is the cause. */
function firstCause(piped: PromiseSettledResult<unknown>, storeError: unknown): unknown {
  const isKnown = isStorageError(storeError) || isDomainError(storeError)
  return piped.status === 'rejected' && !isKnown ? piped.reason : storeError
}

/** How many bytes may come before somebody has to be asked. */
function allowanceOf({ services, upload }: Reception, { intake, admitted }: Taking): number {
  const limit = services.filePolicy.maxBytes[admitted.type.kind]
  return Math.min(intake.reserved, limit, upload.declaredSize ?? limit)
}

async function allowMore(reception: Reception, taking: Taking, total: number): Promise<number> {
  const { services, context, upload } = reception
  const { intake, admitted } = taking
  admitSize(services.filePolicy, { name: intake.name, sniffed: admitted.sniffed, size: total })
  if (upload.declaredSize !== undefined && total > upload.declaredSize) throw lengthMismatch()
  await growIntake(services, context, { intake, least: total - intake.reserved })
  return allowanceOf(reception, taking)
}

function lengthMismatch() {
  const message = 'More bytes arrived than were announced'
  return new DomainError('invalid', message, { reason: 'length_mismatch', fields: { file: [message] } })
}

interface RefusedReception {
  readonly intake: Intake | undefined
  readonly cause: DomainError
}

/** The caller hears why the upload failed, also when clearing up after it fails in turn: that is the reaper's work then. */
async function refuse(
  { services, context, upload, name }: Reception,
  { intake, cause }: RefusedReception,
): Promise<void> {
  const { organization } = upload
  try {
    if (intake) await discardIntake(services, context, { intake, cause })
    else
      await services.database.withUnitOfWork(context, async (work) =>
        recordRefusal(work, { organization, file: null, name, cause }),
      )
  } catch (error) {
    services.log.error({ err: error, file: intake?.file, reason: cause.reason }, 'refused upload left to the reaper')
  }
}
