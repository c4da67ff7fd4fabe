import { invalidField, type QuarantineListQuery, quarantineListQuery, StoredFile } from '@groundwork/domain'
import {
  type HeldPage,
  openQuarantined,
  openQuarantinedByTicket,
  quarantinedFiles,
  releaseFile,
  requestRescan,
} from '@groundwork/services'
import { inSnakeCase, presentRest } from '../../rest/present.ts'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { idOf, readValues, requestUrl } from '../../rest/resource-routes.ts'
import { noContent, ok, type PrivateRoute, type RestCall } from '../../rest/route.ts'
import type { ByteCall, PublicByteCall } from '../byte-call.ts'
import { sendBytes, versionIn } from '../download-routes.ts'
import { fileId } from '../file-id.ts'
import { heldBackRow, releaseWords } from './quarantine-input.ts'

const common = { tag: StoredFile.plural, access: 'signed-in' } as const
const parameters = ['organization', 'is_released', 'verdict', 'search', 'ordering', 'limit', 'cursor'] as const

/** An address has only words. */
function readQuery({ query }: RestCall): QuarantineListQuery {
  refuseParameters(query, parameters)
  const released = query.get('is_released')
  if (released !== null && released !== 'true' && released !== 'false')
    throw invalidField('is_released', 'Must be true or false')
  const limit = query.get('limit')
  const given = (name: string) => query.get(name) || undefined
  return readValues(quarantineListQuery, {
    search: given('search'),
    verdict: given('verdict'),
    order_by: given('ordering'),
    cursor: given('cursor'),
    ...(released !== null && { is_released: released === 'true' }),
    ...(limit !== null && { limit: /^\d{1,9}$/.test(limit) ? Number(limit) : limit }),
    ...(query.has('organization') && {
      organizations: query.getAll('organization').flatMap((value) => value.split(',')),
    }),
  })
}

function presentHeld(call: RestCall, { rows, nextCursor }: HeldPage): string {
  const next = requestUrl(call)
  next.searchParams.set('cursor', nextCursor ?? '')
  const results = rows.map(inSnakeCase)
  return JSON.stringify({ count: null, next: nextCursor === null ? null : next.href, previous: null, results })
}

export const quarantineRoutes: readonly PrivateRoute[] = [
  {
    ...common,
    method: 'GET',
    path: '/files/quarantined',
    summary: 'List what the virus scanner keeps back',
    describe: { answer: heldBackRow, isList: 'whole', parameters },
    run: async (call) => ok(presentHeld(call, await quarantinedFiles(call.services, call.work, readQuery(call)))),
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

/** GET /files/quarantined/bytes/?ticket=: the same for a browser, which cannot show who it is. The ticket is the right, once. */
export async function quarantinedTicketRoute({ services, origin, res, query }: PublicByteCall): Promise<void> {
  refuseParameters(query, ['ticket'])
  await sendBytes(res, await openQuarantinedByTicket(services, origin, query.get('ticket') ?? ''))
}
