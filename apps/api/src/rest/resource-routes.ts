import { invalidField, type Resource, type ResourceSpec, snakeCase } from '@groundwork/domain'
import type { Verbs } from '@groundwork/services'
import type { z } from 'zod'
import { fromZod } from '../http/problem.ts'
import { readAppliedQuery } from '../list-query.ts'
import type { ApiServices } from '../services.ts'
import { keyOf } from './key-of.ts'
import { isOrganizationScoped, type PlainParameters, readPageRequest, writePage } from './list-page.ts'
import { presentRest, readSnakeCase } from './present.ts'
import { created, noContent, ok, type PrivateRoute, type RestCall } from './route.ts'

type Verb = 'list' | 'get' | 'create' | 'update' | 'remove' | 'restore'

/** Fields that a list may be narrowed by, each as a parameter of its own name. */
const plainFilters = ({ fields }: Resource): string[] =>
  Object.keys(fields)
    .filter((name) => fields[name]?.filter && !['json', 'items'].includes(fields[name].kind))
    .map(snakeCase)

/** The REST routes of a resource, from the same verbs as its procedures. `only` leaves verbs out, `parameters` adds some to the list's. */
export function resourceRoutes<S extends ResourceSpec, New>(
  verbs: Verbs<S, ApiServices, New>,
  only: readonly Verb[] = ['list', 'get', 'create', 'update', 'remove', 'restore'],
  parameters: PlainParameters = {},
): PrivateRoute[] {
  const { resource } = verbs
  const list = `/${resource.plural}`
  const one = `${list}/{id}`
  const answer = resource.read
  const route = (
    verb: Verb,
    method: PrivateRoute['method'],
    path: string,
    summary: string,
    describe: NonNullable<PrivateRoute['describe']>,
    run: PrivateRoute['run'],
  ) =>
    only.includes(verb)
      ? [{ method, path, tag: resource.plural, summary, describe, access: 'signed-in' as const, run }]
      : []
  const update = async (call: RestCall) => {
    const patch = readValues(verbs.patchSchema, call.body)
    return ok(presentRest(resource, await verbs.update(call.services, call.work, await keyOf(resource, call), patch)))
  }

  const filters = [...new Set([...plainFilters(resource), ...Object.keys(parameters)])]
  const listed = { answer, isList: true, parameters: filters } as const

  return [
    ...route('list', 'GET', list, `List ${resource.plural}`, listed, async (call) => {
      const request = readPageRequest(resource, call.query, parameters)
      const query = await readAppliedQuery(resource, call, request.list, { spelling: 'rest' })
      const page = await verbs.list(call.services, call.work, query)
      return ok(writePage(resource, request, page, requestUrl(call)))
    }),
    ...route(
      'create',
      'POST',
      list,
      `Create a ${resource.label}`,
      { body: verbs.newSchema, answer, status: 201 },
      async (call) => {
        const values = readCreate(resource, verbs.newSchema, call)
        return created(presentRest(resource, await verbs.create(call.services, call.work, values)))
      },
    ),
    ...route('get', 'GET', one, `Read a ${resource.label}`, { answer }, async (call) =>
      ok(presentRest(resource, await verbs.get(call.services, call.work, await keyOf(resource, call)))),
    ),
    ...route('update', 'PATCH', one, `Change a ${resource.label}`, { body: verbs.patchSchema, answer }, update),
    ...route(
      'update',
      'PUT',
      one,
      `Change a ${resource.label}, as PATCH does`,
      { body: verbs.patchSchema, answer },
      update,
    ),
    ...route('remove', 'DELETE', one, `Delete a ${resource.label}`, { status: 204 }, async (call) => {
      await verbs.remove(call.services, call.work, await keyOf(resource, call))
      return noContent
    }),
    ...(resource.softDelete
      ? route('restore', 'POST', `${one}/restore`, `Restore a deleted ${resource.label}`, { answer }, async (call) =>
          ok(presentRest(resource, await verbs.restore(call.services, call.work, await keyOf(resource, call)))),
        )
      : []),
  ]
}

export const idOf = (params: RestCall['params']): string => params.id ?? ''

/** A body checked against a schema in camelCase. Errors get their REST spelling when they are sent. */
export function readValues<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(readSnakeCase(body), { reportInput: true })
  if (read.success) return read.data
  throw fromZod(read.error)
}

/**
 * The organization may be left out where the caller belongs to exactly one; otherwise it must be named, unless a superuser
 * makes a row that is everybody's.
 */
export function readCreate<New>(resource: Resource, schema: z.ZodType<New>, { body, principal }: RestCall): New {
  const values = readSnakeCase(body)
  if (!isOrganizationScoped(resource) || values.organization !== undefined) return readValues(schema, body)
  const [mine, ...others] = principal.memberships
  if (mine && !others.length) return readValues(schema, { ...(body as object), organization: mine.organization })
  if (principal.isSuperuser && mayBeUnowned(resource)) return readValues(schema, body)
  throw invalidField('organization', 'Name the organization', 'organization_required')
}

const mayBeUnowned = ({ scope }: Resource) => scope.kind === 'organization' && scope.unowned !== undefined

/** The address as the caller wrote it, for `next` and `previous`. */
export function requestUrl({ services, req }: RestCall): URL {
  const { originalUrl } = req as { originalUrl?: string }
  return new URL(originalUrl ?? req.url ?? '/', services.config.publicUrl)
}
