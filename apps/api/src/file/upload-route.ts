import { invalidField, StoredFile } from '@groundwork/domain'
import { type LateFields, receiveUpload } from '@groundwork/services'
import { sendJson } from '../http/send.ts'
import { presentRest } from '../rest/present.ts'
import type { ByteCall } from './byte-call.ts'
import { fileId } from './file-id.ts'
import { organizationBefore, settleOrganization } from './settle-organization.ts'
import { idIn, metadataOf, one } from './upload-fields.ts'
import { readUploadForm, type UploadForm } from './upload-form.ts'

/** A sender that is silent for so long is gone. */
export const IDLE_MS = 120_000

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

async function lateFields(form: UploadForm, organization: string): Promise<LateFields> {
  await form.ended
  const said = one(form.fields, 'organization')
  if (said && said !== organization) throw invalidField('organization', 'Two different organizations were named')
  return metadataOf(form.fields)
}

/** The whole body's length: no file in it can be longer. */
export const announcedBytes = (header: string | undefined): number | undefined =>
  header === undefined ? undefined : Number(header)
