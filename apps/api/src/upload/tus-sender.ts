import type { IncomingMessage } from 'node:http'
import type { RequestOrigin } from '@groundwork/db'
import { refusePreview } from '@groundwork/domain'
import { openUploadLink, recallUploadLink, type Sender } from '@groundwork/services'
import { identify } from '../http/identify.ts'
import { accessHeader, uploadLinkHeader } from '../public-link/link-doors.ts'
import type { ApiServices } from '../services.ts'
import { one } from './tus-metadata.ts'

/** What a request is about: an upload that is to begin, to go on or to be given up. */
export type TusStep = 'begin' | 'go on' | 'give up'

/**
 * Whoever is signed in, or holds the upload-only link that `X-Upload-Link` names. A link's rights are asked for anew with every request; what
 * came through it is given up also when it has ended.
 */
export async function tusSender(
  services: ApiServices,
  req: IncomingMessage,
  { origin, step }: { readonly origin: RequestOrigin; readonly step: TusStep },
): Promise<Sender> {
  const token = one(req.headers[lowerOf(uploadLinkHeader)])
  if (token === undefined) {
    const sender = await identify(services, req, origin)
    refusePreview(sender.actor)
    return sender
  }
  const request = { token, access: one(req.headers[lowerOf(accessHeader)]) }
  const door = await (step === 'give up'
    ? recallUploadLink(services, origin, request)
    : openUploadLink(services, origin, { ...request, isUnderWay: step === 'go on' }))
  return { ...door.context, door }
}

/** As Node has it. */
const lowerOf = ({ name }: { readonly name: string }) => name.toLowerCase()
