import type { Page } from '@groundwork/db'
import {
  AuditEntry,
  type HistoryEntry,
  historyEntry,
  historyQuery,
  notFound,
  type Resource,
  type ResourceSpec,
  snakeCase,
} from '@groundwork/domain'
import {
  catalogue,
  getMyProfile,
  profileVersions,
  type RestorableVerbs,
  recordHistory,
  restoreVersion,
} from '@groundwork/services'
import { z } from 'zod'
import { keyOf } from '../rest/key-of.ts'
import { inSnakeCase, presentRest } from '../rest/present.ts'
import { refuseParameters } from '../rest/refuse-parameters.ts'
import { readValues, requestUrl } from '../rest/resource-routes.ts'
import { ok, type PrivateRoute, type RestCall } from '../rest/route.ts'
import type { ApiServices } from '../services.ts'

type AnyVerbs = RestorableVerbs<ResourceSpec, ApiServices>

interface RecordPlace {
  readonly verbs: AnyVerbs
  /** Without a trailing slash: `/products/{id}`. */
  readonly path: string
  readonly keyOf: (call: RestCall) => Promise<string>
}

/** `/history` and `/history/{entry}/restore` of one record. */
function routesOf({ verbs, path, keyOf: placeKey }: RecordPlace): PrivateRoute[] {
  const { resource } = verbs
  const described = { tag: resource.plural, access: 'signed-in' } as const
  const history: PrivateRoute = {
    ...described,
    method: 'GET',
    path: `${path}/history`,
    summary: `Read what became of a ${resource.label}, the newest first`,
    describe: { answer: historyEntry, isList: 'whole', parameters: ['page_size', 'cursor'] },
    run: async (call) => {
      const query = readHistoryQuery(call, await placeKey(call))
      return ok(presentHistory(call, await recordHistory(call.services, call.work, resource, query)))
    },
  }
  const restore: PrivateRoute = {
    ...described,
    method: 'POST',
    path: `${path}/history/{entry}/restore`,
    summary: `Put a ${resource.label} back to what it was right after an entry of its history`,
    describe: { answer: resource.read },
    run: async (call) => {
      const entry = z.uuid().safeParse(call.params.entry)
      if (!entry.success) throw notFound(AuditEntry.label)
      const place = { id: await placeKey(call), entry: entry.data }
      const { skipped, ...row } = await restoreVersion(verbs, call.services, call.work, place)
      const json = presentRest(resource, row)
      return ok(`${json.slice(0, -1)},"skipped":${JSON.stringify(skipped.map(snakeCase))}}`)
    },
  }
  return isEverChanged(resource) ? [history, restore] : [history]
}

/** Of every resource there is: a new one cannot be forgotten here. Their types are of no use to routes. */
export const historyRoutes: readonly PrivateRoute[] = [
  ...(Object.values(catalogue) as unknown as readonly AnyVerbs[])
    .filter(({ resource }) => !resource.appendOnly)
    .flatMap((verbs) =>
      routesOf({ verbs, path: `/${verbs.resource.plural}/{id}`, keyOf: (call) => keyOf(verbs.resource, call) }),
    ),
  ...routesOf({
    verbs: profileVersions as unknown as AnyVerbs,
    path: '/profiles/me',
    keyOf: async ({ services, work }) => (await getMyProfile(services, work)).id,
  }),
]

function isEverChanged({ fields }: Resource): boolean {
  return Object.values(fields).some(({ write }) => write === 'always')
}

export function readHistoryQuery({ query }: RestCall, id: string) {
  refuseParameters(query, ['page_size', 'cursor'])
  const size = query.get('page_size')
  const cursor = query.get('cursor')
  return readValues(restQuery, {
    id,
    ...(size !== null && { page_size: /^\d{1,9}$/.test(size) ? Number(size) : size }),
    ...(cursor && { cursor }),
  })
}

const restQuery = historyQuery
  .omit({ limit: true })
  .extend({ pageSize: historyQuery.shape.limit })
  .transform(({ pageSize, ...rest }) => ({ ...rest, limit: pageSize }))

/** A page of entries, with the address of the next one. */
export function presentHistory(call: RestCall, { rows, nextCursor }: Page<HistoryEntry>): string {
  const next = nextCursor === null ? null : nextPage(call, nextCursor)
  return JSON.stringify({ count: null, next, previous: null, results: rows.map(present) })
}

function nextPage(call: RestCall, cursor: string): string {
  const url = requestUrl(call)
  url.searchParams.set('cursor', cursor)
  return url.href
}

const present = (entry: HistoryEntry) => inSnakeCase(entry)
