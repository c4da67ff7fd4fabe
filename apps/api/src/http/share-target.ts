import type { IncomingMessage } from 'node:http'
import { sharedAddress, shareTargetPath } from '@groundwork/domain'
import { Router } from 'express'

/**
 * What a share sheet sends is taken by the service worker of the web client, on the device. It comes here only where that is missing: after
 * the browser's data was cleared, before it was installed. Nothing of it is read; the client is told to say so.
 */
export function shareTarget(): Router {
  return Router().post(shareTargetPath, (req, res) => {
    discard(req)
    res.setHeader('Cache-Control', 'no-store')
    res.redirect(303, sharedAddress('unready'))
  })
}

/** A browser looks at the answer only once it has sent everything: so it may, for as long as a phone takes for some pictures. */
const mostMs = 120_000

function discard(req: IncomingMessage): void {
  req.resume()
  const timer = setTimeout(() => req.destroy(), mostMs)
  req.once('close', () => clearTimeout(timer)).once('end', () => clearTimeout(timer))
}
