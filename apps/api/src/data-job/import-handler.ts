import { invalidField, issueInWords, type JsonObject, jobParameters } from '@groundwork/domain'
import { importFile } from '@groundwork/services'
import type { ByteCall } from '../file/byte-call.ts'
import { byteHandler } from '../file/byte-handler.ts'
import { organizationBefore, settleOrganization } from '../file/settle-organization.ts'
import { one, readObject } from '../file/upload-fields.ts'
import { type FormFields, readUploadForm } from '../file/upload-form.ts'
import { announcedBytes, IDLE_MS } from '../file/upload-route.ts'
import { sendJson } from '../http/send.ts'
import { presentPlain } from '../rest/present.ts'
import type { ApiServices } from '../services.ts'
import { importable, importFormFields } from './import-form.ts'

const known: ReadonlySet<string> = new Set(Object.keys(importFormFields))

const targets = new Map(importable.map(({ name, plural }) => [plural, name]))

/** Answers `/products/import` and the like: a sheet and how to read it, in one form. Passes everything else on. */
export const importHandler = (services: ApiServices) =>
  byteHandler(services, (path, method) => {
    const [, plural = ''] = /^\/([a-z-]{1,60})\/import\/?$/.exec(path) ?? []
    const target = targets.get(plural)
    if (target === undefined || method !== 'POST') return null
    return { route: { method: 'POST', access: 'signed-in', run: importRoute }, key: target }
  })

async function importRoute({ services, work, req, res, query, key: target }: ByteCall): Promise<void> {
  const form = readUploadForm(req, known)
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    const part = await form.file
    const before = organizationBefore(work, form, query)
    const { organization, stream } = await settleOrganization(form, part, before)
    const { id: jobId } = await importFile(services, work, {
      organization,
      target,
      stream,
      fileName: part.fileName,
      declaredSize: announcedBytes(req.headers['content-length']),
      parameters: parametersIn(form.fields),
      finished: async () => {
        await form.ended
        const said = one(form.fields, 'organization')
        if (said && said !== organization) throw invalidField('organization', 'Two different organizations were named')
        return parametersIn(form.fields)
      },
    })
    sendJson(res, 202, presentPlain({ jobId }))
  } catch (error) {
    form.abandon()
    throw error
  } finally {
    req.setTimeout(0)
  }
}

/** One field of JSON, spelled as `/data-jobs` has them. @throws DomainError invalid on `parameters` */
function parametersIn(fields: FormFields): JsonObject {
  const text = one(fields, 'parameters')
  if (text === undefined) return {}
  const read = jobParameters.safeParse(readObject('parameters', text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw invalidField('parameters', issue ? issueInWords(issue) : 'Not valid')
}
