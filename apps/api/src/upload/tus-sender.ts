import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from '@groundwork/db'
import { refusePreview } from '@groundwork/domain'
import { openUploadLink, type Sender } from '@groundwork/services'
import { identify } from '../http/identify.ts'
import { accessHeader, uploadLinkHeader } from '../public-link/link-doors.ts'
import type { ApiServices } from '../services.ts'
import { one } from './tus-metadata.ts'

/** Whoever is signed in, or holds the upload-only link that `X-Upload-Link` names; a link's rights are asked for anew with every request. */
export async function tusSender(
  services: ApiServices,
  req: IncomingMessage,
  { origin, isUnderWay }: { readonly origin: RequestOrigin; readonly isUnderWay: boolean },
): Promise<Sender> {
  const token = one(req.headers[lowerOf(uploadLinkHeader)])
  if (token === undefined) {
    const actor = await identify(services, req)
    refusePreview(actor)
    return { actor, origin }
  }
  const door = await openUploadLink(services, origin, {
    token,
    isUnderWay,
    access: one(req.headers[lowerOf(accessHeader)]),
  })
  return { ...door.context, door }
}

/** As Node has it. */
const lowerOf = ({ name }: { readonly name: string }) => name.toLowerCase()
