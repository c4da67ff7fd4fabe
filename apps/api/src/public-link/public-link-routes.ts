import type { IncomingMessage } from 'node:http'
import { invalidField } from '@groundwork/domain'
import {
  type LinkRequest,
  listLinkFiles,
  openLinkDownload,
  openLinkPreview,
  showLink,
  unlockLink,
  uploadByLink,
} from '@groundwork/services'
import type { z } from 'zod'
import type { PublicByteCall } from '../file/byte-call.ts'
import { byteRequest, sendBytes } from '../file/download-routes.ts'
import { one } from '../file/upload-fields.ts'
import { readUploadForm } from '../file/upload-form.ts'
import { sendJson } from '../http/send.ts'
import { presentPlain } from '../rest/present.ts'
import { readBody } from '../rest/read-body.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues } from '../rest/resource-routes.ts'
import {
  accessHeader,
  accessParameter,
  fileQuery,
  folderQuery,
  linkFormFields,
  previewQuery,
  unlocking,
} from './link-doors.ts'

/** GET /s/{token}: what the page behind the link shows. */
export async function showLinkRoute(call: PublicByteCall): Promise<void> {
  refuseParameters(call.query, [accessParameter.name])
  sendJson(call.res, 200, presentPlain(await showLink(call.services, call.origin, linkOf(call))))
}

/** POST /s/{token} with the password: an access token for half an hour. */
export async function unlockLinkRoute({ services, origin, req, res, key }: PublicByteCall): Promise<void> {
  const { password } = readValues(unlocking, await readBody(req))
  sendJson(res, 200, presentPlain(await unlockLink(services, origin, { token: key, password })))
}

/** GET /s/{token}/files: what lies in the folder of the link, or in one below it. */
export async function linkFilesRoute(call: PublicByteCall): Promise<void> {
  const request = { ...linkOf(call), ...readQuery(folderQuery, call) }
  sendJson(call.res, 200, presentPlain(await listLinkFiles(call.services, call.origin, request)))
}

/** GET /s/{token}/download: the bytes, always as an attachment. */
export async function linkDownloadRoute(call: PublicByteCall): Promise<void> {
  const request = { ...byteRequest(call.req), ...linkOf(call), ...readQuery(fileQuery, call) }
  await sendBytes(call.res, await openLinkDownload(call.services, call.origin, request))
}

/** GET /s/{token}/preview: a picture of it that we made ourselves. */
export async function linkPreviewRoute(call: PublicByteCall): Promise<void> {
  const { ifNoneMatch, isHead } = byteRequest(call.req)
  const request = { ifNoneMatch, ...(isHead && { isHead }), ...linkOf(call), ...readQuery(previewQuery, call) }
  await sendBytes(call.res, await openLinkPreview(call.services, call.origin, request))
}

/** The link's maker has settled the rest. */
const linkFields: ReadonlySet<string> = new Set(Object.keys(linkFormFields))

/** A sender that is silent for so long is gone. */
const IDLE_MS = 120_000

/** POST /s/{token}/upload: one file, for a link that takes some; `relative_path` before it says in which folders it comes. */
export async function linkUploadRoute(call: PublicByteCall): Promise<void> {
  const { services, origin, req, res } = call
  refuseParameters(call.query, [accessParameter.name])
  const form = readUploadForm(req, linkFields)
  req.setTimeout(IDLE_MS, () => req.destroy())
  try {
    const { stream, fileName } = await form.file
    const relativePath = one(form.fields, 'relative_path')
    const length = req.headers['content-length']
    const brought = await uploadByLink(services, origin, {
      ...linkOf(call),
      stream,
      fileName,
      relativePath,
      declaredSize: length === undefined ? undefined : Number(length),
      finished: async () => {
        await form.ended
        if (one(form.fields, 'relative_path') !== relativePath)
          throw invalidField('relative_path', 'Send this field before the file', 'field_too_late')
      },
    })
    sendJson(res, 201, presentPlain(brought))
  } catch (error) {
    form.abandon()
    throw error
  } finally {
    req.setTimeout(0)
  }
}

/** The access token in a header, or where a browser follows an address by itself in the query, which is not logged. */
const linkOf = ({ key, req, query }: PublicByteCall): LinkRequest => ({
  token: key,
  access: headerOf(req, accessHeader.name) ?? query.get(accessParameter.name) ?? undefined,
})

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}

function readQuery<Values>(schema: z.ZodType<Values>, { query }: PublicByteCall): Values {
  const { [accessParameter.name]: _, ...given } = Object.fromEntries(query)
  return schema.parse(given)
}
