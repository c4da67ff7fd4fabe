import { invalidField, StoredFile } from '@groundwork/domain'
import { openQuarantined, quarantinedFiles, releaseFile, requestRescan } from '@groundwork/services'
import { presentPage, presentRest } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { idOf, readValues } from '../../rest/resource-routes.ts'
import { noContent, ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import type { ByteCall } from '../byte-call.ts'
import { sendBytes, versionIn } from '../download-routes.ts'
import { fileId } from '../file-id.ts'
import { heldBackRow, quarantineQuery, releaseWords } from './quarantine-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const
const parameters = ['organization', 'is_released', 'limit', 'after'] as const

/** An address has only words. */
function readQuery({ query }: RestCall) {
  refuseParameters(query, parameters)
  const released = query.get('is_released')
  if (released !== null && released !== 'true' && released !== 'false')
    throw invalidField('is_released', 'Must be true or false')
  const limit = query.get('limit')
  return readValues(quarantineQuery, {
    organization: query.get('organization'),
    ...(released !== null && { is_released: released === 'true' }),
    ...(limit !== null && { limit: /^\d{1,9}$/.test(limit) ? Number(limit) : limit }),
    ...(query.has('after') && { after: query.get('after') }),
  })
}

export const quarantineRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/files/quarantined',
    summary: 'What the virus scanner keeps back in an organization, newest first',
    describe: { answer: heldBackRow, isList: 'whole', parameters },
    run: async (call) => ok(presentPage(await quarantinedFiles(call.services, call.work, readQuery(call)))),
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/release',
    summary: 'Release a file from quarantine, with a reason',
    describe: { body: releaseWords, answer: StoredFile.read },
    run: async ({ services, work, params, body }) => {
      const release = { id: idOf(params), ...readValues(releaseWords, body) }
      return ok(presentRest(StoredFile, await releaseFile(services, work, release)))
    },
  },
  {
    ...common,
    method: 'POST',
    path: '/files/{id}/rescan',
    summary: 'Have a file scanned again, soon',
    describe: { status: 204 },
    run: async ({ services, work, params }) => {
      await requestRescan(services, work, idOf(params))
      return noContent
    },
  },
]

/** GET /files/{id}/quarantined/?version=: the original of what is kept back, as an attachment that opens in nothing. */
export async function quarantinedRoute({ services, work, res, key, query }: ByteCall): Promise<void> {
  refuseParameters(query, ['version'])
  await sendBytes(res, await openQuarantined(services, work, { id: fileId(key), number: versionIn(query) }))
}
