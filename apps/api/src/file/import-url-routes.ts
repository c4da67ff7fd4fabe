import type { ServerResponse } from 'node:http'
import { StoredFile } from '@groundwork/domain'
import { importFromUrl, importRequest, UploadAborted } from '@groundwork/services'
import { presentRest } from '../rest/present.ts'
import { readValues } from '../rest/resource-routes.ts'
import { created, type PrivateRoute } from '../rest/route.ts'

export const importUrlRoutes: readonly PrivateRoute[] = [
  {
    method: 'POST',
    path: '/files/import-url',
    tag: StoredFile.plural,
    summary: 'Fetch a file from a public web address; it is served once it is known clean',
    describe: { body: importRequest, answer: StoredFile.read, status: 201 },
    access: 'signed-in',
    run: async ({ services, work, body, res }) => {
      const request = { ...readValues(importRequest, body), signal: whileWaited(res) }
      return created(presentRest(StoredFile, await importFromUrl(services, work, request)))
    },
  },
]

/** Aborted when whoever asked is gone: nobody wants the file any more. */
function whileWaited(res: ServerResponse): AbortSignal {
  const abort = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) abort.abort(new UploadAborted('Whoever asked for the file is gone'))
  })
  return abort.signal
}
