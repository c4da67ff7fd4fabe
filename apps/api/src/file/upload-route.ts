import { Readable } from 'node:stream'
import type { WorkContext } from '@groundwork/db'
import { invalidField, organizationsOf, StoredFile } from '@groundwork/domain'
import { type LateFields, receiveUpload } from '@groundwork/services'
import { sendJson } from '../http/send.ts'
import { presentRest } from '../rest/present.ts'
import type { ByteCall } from './byte-call.ts'
import { fileId } from './file-id.ts'
import { idIn, metadataOf, one } from './upload-fields.ts'
import { type FilePart, readUploadForm, type UploadForm } from './upload-form.ts'

/** A sender that is silent for so long is gone. */
const IDLE_MS = 120_000

/** A file may come before its organization only if it is small enough to wait for it. */
const WAITING_BYTES = 1_048_576

/** POST /files/upload/: one file, streamed to where it will lie. */
export const uploadRoute = (call: ByteCall): Promise<void> => takeUpload(call, undefined)

/** POST /files/{id}/versions/: the next version of a file. */
export async function versionUploadRoute(call: ByteCall): Promise<void> {
  await takeUpload(call, fileId(call.key))
}

async function takeUpload({ services, work, req, res, query }: ByteCall, known: string | undefined): Promise<void> {
  const form = readUploadForm(req)
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    const part = await form.file
    const replaces = known ?? idIn(form.fields, 'replaces')
    const before = replaces
      ? (await services.database.reader(work).get(StoredFile, replaces)).organization
      : organizationBefore(work, form, query)
    const { organization, stream } = await settleOrganization(form, part, before)
    const file = await receiveUpload(services, work, {
      ...metadataOf(form.fields),
      organization,
      folder: idIn(form.fields, 'folder'),
      replaces,
      stream,
      fileName: part.fileName,
      declaredSize: announcedBytes(req.headers['content-length']),
      finished: () => lateFields(form, organization),
    })
    sendJson(res, 201, presentRest(StoredFile, file))
  } catch (error) {
    form.abandon()
    throw error
  } finally {
    req.setTimeout(0)
  }
}

/** Said in the address, in a field before the file, or plain because there is only one. */
function organizationBefore({ actor }: WorkContext, form: UploadForm, query: URLSearchParams): string | undefined {
  const said = query.get('organization') ?? one(form.fields, 'organization')
  if (said || actor.kind === 'system' || actor.isSuperuser) return said ?? undefined
  const [only, ...others] = organizationsOf(actor)
  return others.length ? undefined : only
}

interface Settled {
  readonly organization: string
  readonly stream: Readable
}

/** Rights are checked before bytes are taken, so the organization must be known; a small file can wait until it is. */
async function settleOrganization(form: UploadForm, { stream }: FilePart, known: string | undefined): Promise<Settled> {
  if (known) return { organization: known, stream }
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > WAITING_BYTES) throw organizationMissing('Send the organization before the file, or as ?organization=')
    chunks.push(chunk)
  }
  await form.ended
  const organization = one(form.fields, 'organization')
  if (!organization) throw organizationMissing('This field is required')
  return { organization, stream: Readable.from(chunks, { objectMode: false }) }
}

const organizationMissing = (message: string) => invalidField('organization', message, 'organization_missing')

async function lateFields(form: UploadForm, organization: string): Promise<LateFields> {
  await form.ended
  const said = one(form.fields, 'organization')
  if (said && said !== organization) throw invalidField('organization', 'Two different organizations were named')
  return metadataOf(form.fields)
}

/** The whole body's length: no file in it can be longer. */
const announcedBytes = (header: string | undefined): number | undefined =>
  header === undefined ? undefined : Number(header)
