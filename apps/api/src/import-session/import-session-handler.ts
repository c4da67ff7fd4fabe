import { ImportSession, invalidField, type SessionPart } from '@groundwork/domain'
import { type SessionFile, sessionFromForm } from '@groundwork/services'
import type { ByteCall } from '../file/byte-call.ts'
import { byteHandler } from '../file/byte-handler.ts'
import { organizationBefore } from '../file/settle-organization.ts'
import { one } from '../file/upload-fields.ts'
import { type FilePart, readUploadForm, type UploadForm } from '../file/upload-form.ts'
import { announcedBytes, IDLE_MS } from '../file/upload-route.ts'
import { sendJson } from '../http/send.ts'
import { presentRest } from '../rest/present.ts'
import type { ApiServices } from '../services.ts'

const known = new Set(['organization', 'country'])

/** The fields of seed 002 that hold the files. */
const partIn: Readonly<Record<string, SessionPart>> = { stat_file: 'stat', recap_file: 'recap' }

/** Answers `POST /import-sessions/` where it is a form that brings the files along. A body of JSON is the REST routes' to answer. */
export const importSessionHandler = (services: ApiServices) =>
  byteHandler(services, (path, method, req) => {
    const isForm = /^multipart\/form-data\b/i.test(req.headers['content-type'] ?? '')
    const isPlace = path.replace(/\/$/, '') === `/${ImportSession.plural}`
    if (!isForm || !isPlace || method !== 'POST') return null
    return { route: { method: 'POST', access: 'signed-in', run: sessionRoute }, key: '' }
  })

async function sessionRoute({ services, work, req, res, query }: ByteCall): Promise<void> {
  const form = readUploadForm(req, known, ['stat_file', 'recap_file'])
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    await form.file // Fields that stand before it have arrived.
    const organization = organizationBefore(work, form, query)
    if (!organization) throw missing('organization')
    const country = query.get('country') ?? one(form.fields, 'country')
    if (!country) throw missing('country')
    const declaredSize = announcedBytes(req.headers['content-length'])
    const session = await sessionFromForm(services, work, { organization, country, files: filesIn(form), declaredSize })
    sendJson(res, 201, presentRest(ImportSession, session))
  } catch (error) {
    form.abandon()
    throw error
  } finally {
    req.setTimeout(0)
  }
}

async function* filesIn(form: UploadForm): AsyncGenerator<SessionFile, undefined> {
  for (let file: FilePart | null = await form.file; file; file = await form.next()) {
    const { name, fileName, stream } = file
    const part = partIn[name]
    if (part) yield { part, fileName, stream }
  }
  return undefined
}

/** Rights and places are checked before bytes are taken, so that both are said before the first file. */
const missing = (field: 'organization' | 'country') =>
  invalidField(field, `Send the ${field} before the files, or as ?${field}=`, `${field}_missing`)
