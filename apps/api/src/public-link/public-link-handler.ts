import type { IncomingMessage, ServerResponse } from 'node:http'
import { DomainError } from '@groundwork/domain'
import { type ByteMatch, type ByteRoute, byteHandler } from '../file/byte-handler.ts'
import type { ApiServices } from '../services.ts'
import { linkDoors } from './link-doors.ts'
import {
  linkDownloadRoute,
  linkFilesRoute,
  linkPreviewRoute,
  linkUploadRoute,
  showLinkRoute,
  unlockLinkRoute,
} from './public-link-routes.ts'

const routes: Readonly<Record<string, ByteRoute>> = {
  files: { method: linkDoors.files.method, access: 'public', run: linkFilesRoute },
  download: { method: linkDoors.download.method, access: 'public', run: linkDownloadRoute },
  preview: { method: linkDoors.preview.method, access: 'public', run: linkPreviewRoute },
  upload: { method: linkDoors.upload.method, access: 'public', run: linkUploadRoute },
}
const shown: ByteRoute = { method: 'GET', access: 'public', run: showLinkRoute }
const unlocked: ByteRoute = { method: 'POST', access: 'public', run: unlockLinkRoute }
/** A program that asks amiss is told so: given the page, it would take that for the file. */
const nowhere: ByteRoute = {
  method: 'GET',
  access: 'public',
  run: () => Promise.reject(new DomainError('not_found', 'No such address')),
}

/** Answers what is asked of a public link. Mounted at /s; a browser that opens the address itself gets the web client's page. */
export function publicLinkHandler(services: ApiServices) {
  const answer = byteHandler(services, routeFor)
  return (req: IncomingMessage, res: ServerResponse, next: () => void): Promise<void> => {
    // The address is the key: no page that is opened from here, and no index, shall learn of it.
    res.setHeader('Referrer-Policy', 'no-referrer')
    res.setHeader('X-Robots-Tag', 'noindex, nofollow')
    return answer(req, res, next)
  }
}

function routeFor(path: string, method: string | undefined, req: IncomingMessage): ByteMatch | null {
  const [, key = '', verb = ''] = /^\/([^/]{1,200})(?:\/([a-z]{1,20}))?\/?$/.exec(path) ?? []
  if (verb && Object.hasOwn(routes, verb) && routes[verb]) return { route: routes[verb], key }
  if (key && !verb && method === 'POST') return { route: unlocked, key }
  if (isPageWanted(req)) return null
  return { route: key && !verb ? shown : nowhere, key }
}

const isPageWanted = ({ headers }: IncomingMessage) => /\btext\/html\b/.test(headers.accept ?? '')
