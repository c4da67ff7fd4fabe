import type { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { DomainError, invalidField, largestAllowed } from '@groundwork/domain'
import { type StorageUpload, uploadToStorage, whileAllowedAnywhere } from '@groundwork/services'
import type { ByteCall } from '../file/byte-call.ts'
import { one } from '../file/upload-fields.ts'
import { type FormFields, readUploadForm, type UploadForm } from '../file/upload-form.ts'
import { sendJson } from '../http/send.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { spoolUpload } from './spool-upload.ts'
import { shownUpload } from './storage-shapes.ts'

/** What an address settles by itself. */
interface Settled {
  readonly system?: string
  readonly objectType?: string
}

const optional = ['related_object_type', 'related_object_id', 'add_timestamp'] as const

/** A sender that is silent for so long is gone. */
const IDLE_MS = 120_000

/** POST /api/storage/upload. */
export const storageUploadRoute = (call: ByteCall): Promise<void> => takeUpload(call, {})

/** POST /api/storage/receipt-upload. */
export const receiptUploadRoute = (call: ByteCall): Promise<void> =>
  takeUpload(call, { system: 'accounting', objectType: 'receipt' })

/** POST /api/storage/app-zip-upload. */
export const appZipUploadRoute = (call: ByteCall): Promise<void> =>
  takeUpload(call, { system: 'app-builder', objectType: 'source' })

/**
 * One file with its context. Where everything about it was said before it, its bytes go straight to where they will lie; forms
 * that send the file first, as the seed's own examples do, wait on disk for the rest.
 */
async function takeUpload({ services, work, req, res, query }: ByteCall, settled: Settled): Promise<void> {
  refuseParameters(query)
  const required = requiredFields(settled)
  const form = readUploadForm(req, new Set([...required, ...optional]))
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    const { stream, fileName } = await form.file
    const announced = announcedBytes(req.headers['content-length'])
    const take = async (source: Pick<Part, 'stream' | 'bytes'>) => {
      const upload = uploadOf(form, { settled, required, fileName, ...source })
      sendJson(res, 200, shownUpload(await uploadToStorage(services, work, upload)))
    }
    if (required.every((name) => form.fields.has(name))) await take({ stream, bytes: announced })
    else {
      const mostBytes = largestAllowed(services.filePolicy)
      const spooling = { holder: holderOf(work), stream, announcedBytes: announced, mostBytes }
      await whileAllowedAnywhere(services, work, { stream, fileName }, (right) =>
        spoolUpload(spooling, async (spooled) => {
          await form.ended
          right.stop() // Where it goes is known by now, and asked about on the way there.
          await take(spooled)
        }),
      )
    }
  } catch (error) {
    form.abandon()
    throw error
  } finally {
    req.setTimeout(0)
  }
}

const holderOf = ({ actor }: WorkContext): string => (actor.kind === 'system' ? 'system' : actor.userId)

const requiredFields = ({ system, objectType }: Settled): readonly string[] => [
  'org_id',
  ...(system === undefined ? ['system'] : []),
  ...(objectType === undefined ? ['object_type'] : []),
  'object_id',
]

interface Part {
  readonly settled: Settled
  readonly required: readonly string[]
  readonly fileName: string
  readonly stream: Readable
  readonly bytes: number | undefined
}

function uploadOf(form: UploadForm, { settled, required, fileName, stream, bytes }: Part): StorageUpload {
  const { fields } = form
  const missing = required.filter((name) => !one(fields, name))
  if (missing.length) throw missingFields(missing)
  return {
    orgId: one(fields, 'org_id') ?? '',
    system: settled.system ?? one(fields, 'system') ?? '',
    objectType: settled.objectType ?? one(fields, 'object_type') ?? '',
    objectId: one(fields, 'object_id') ?? '',
    relatedObjectType: one(fields, 'related_object_type') || undefined,
    relatedObjectId: one(fields, 'related_object_id') || undefined,
    addTimestamp: isTimestamped(fields),
    fileName,
    stream,
    declaredSize: bytes,
    finished: () => form.ended,
  }
}

function isTimestamped(fields: FormFields): boolean {
  const said = one(fields, 'add_timestamp')?.toLowerCase() ?? 'true'
  if (said !== 'true' && said !== 'false') throw invalidField('add_timestamp', 'Must be true or false')
  return said === 'true'
}

const missingFields = (names: readonly string[]) =>
  new DomainError('invalid', `Missing required fields: ${names.join(', ')}`, {
    fields: Object.fromEntries(names.map((name) => [name, ['This field is required']])),
  })

const announcedBytes = (header: string | undefined): number | undefined =>
  header === undefined ? undefined : Number(header)
