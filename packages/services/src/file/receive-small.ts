import { announceBlob, type BlobContent } from '@groundwork/db'
import { faultPoint } from '../fault/fault-point.ts'
import { ENVELOPE_BYTES } from './admit-upload.ts'
import { keepSmall } from './keep-small.ts'
import { lastWordOf } from './last-word-of.ts'
import type { Head } from './read-head.ts'
import type { Reception } from './reception.ts'
import { RESERVATION_STEP } from './reserve.ts'
import { type Arriving, storeBytes } from './store-bytes.ts'
import type { Upload } from './upload.ts'
import { UploadAborted } from './upload-error.ts'
import { type Intake, planIntake, type StoredFileRow } from './upload-intake.ts'

/** What has not come by then is not worth waiting for: what was noted of it is cleared away after a day. */
const PATIENCE_MS = 60 * 60 * 1000

/**
 * Whether so little is to come that nothing needs to be set aside for it: less than what is reserved at once for those who do not
 * say how much they send. The next version of a file is not: its file says from the beginning on that one is coming.
 */
export const isSmall = ({ declaredSize, replaces }: Upload, head: Head): boolean =>
  replaces === undefined &&
  (head.isWhole || (declaredSize !== undefined && declaredSize <= RESERVATION_STEP + ENVELOPE_BYTES))

/** What a small file is called by, and how many of its bytes may come before anybody has to be asked. */
export function planSmall({ services, upload, name }: Reception, { head, admitted }: Omit<Arriving, 'intake'>): Intake {
  const reserved = head.isWhole ? head.bytes.length : RESERVATION_STEP
  return planIntake(services, { upload, name, type: admitted.type, reserved })
}

/**
 * Receives a small file in one transaction of its own: the bytes come first, and the quota is charged as it commits. Where they will lie
 * is noted before they do, together with what others note, so whatever ends this in between leaves a tombstone for them.
 */
export async function receiveSmall(reception: Reception, arriving: Arriving): Promise<StoredFileRow> {
  const { upload, right } = reception
  const patience = setTimeout(() => right.end(tooSlow()), PATIENCE_MS).unref()
  try {
    const content = await storeNoted(reception, arriving)
    faultPoint('after:small_put')
    const late = await lastWordOf(upload, right.signal)
    const now = await right.confirm()
    const said = Object.keys(late).length ? { ...upload, ...late } : upload
    const file = await keepSmall({ ...reception, context: now }, { ...arriving.intake, upload: said }, content)
    faultPoint('after:small_kept')
    return file
  } finally {
    clearTimeout(patience)
  }
}

/** Stores the bytes, which are whole only once it is noted where they lie. */
async function storeNoted(reception: Reception, arriving: Arriving): Promise<BlobContent> {
  const { services, right } = reception
  const { blob: id, organization, provider: storageProvider, key: storageKey } = arriving.intake
  const note = announceBlob(services.database, { id, organization, storageProvider, storageKey })
  const noted = async () => {
    await note.written()
    faultPoint('after:blob_announced')
  }
  try {
    return await storeBytes(reception, { ...arriving, signal: right.signal, grow: async () => undefined, noted })
  } catch (error) {
    await note.withdraw() // Who clears up after a failure is not overtaken by it.
    throw error
  }
}

const tooSlow = () => new UploadAborted(`Not whole within ${PATIENCE_MS / 60_000} minutes`)
