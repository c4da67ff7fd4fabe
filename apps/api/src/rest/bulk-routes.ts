import {
  type CreateOf,
  type Defined,
  DomainError,
  isDomainError,
  type ResourceSpec,
  type RowOf,
} from '@groundwork/domain'
import type { BulkVerbs } from '@groundwork/services'
import { z } from 'zod'
import { fromZod } from '../http/problem.ts'
import { manyChanges, manyIds, manyRows } from '../trpc/bulk-procedures.ts'
import { presentPlain, presentRest } from './present.ts'
import { readCreate, readValues } from './resource-routes.ts'
import { created, ok, type PrivateRoute, type RestCall } from './route.ts'

/** `/bulk`, `/bulk-delete` and `/bulk-restore` of a resource: many rows or none. */
export function bulkRoutes<S extends ResourceSpec>(resource: Defined<S>, verbs: BulkVerbs<S>): PrivateRoute[] {
  const { plural } = resource
  const common = { tag: plural, access: 'signed-in' } as const
  const rows = z.object({ rows: z.array(resource.read) })
  const count = z.object({ count: z.int() })
  const routes: PrivateRoute[] = [
    {
      ...common,
      method: 'POST',
      path: `/${plural}/bulk`,
      summary: `Create many ${plural}, or none`,
      describe: { body: manyRows(resource), answer: rows, status: 201 },
      run: async (call) =>
        created(presentRows(resource, await verbs.createMany(call.services, call.work, readRows(resource, call)))),
    },
    {
      ...common,
      method: 'PATCH',
      path: `/${plural}/bulk`,
      summary: `Change many ${plural}, or none`,
      describe: { body: manyChanges(resource), answer: rows },
      run: async ({ services, work, body }) =>
        ok(presentRows(resource, await verbs.updateMany(services, work, readValues(manyChanges(resource), body)))),
    },
    {
      ...common,
      method: 'POST',
      path: `/${plural}/bulk-delete`,
      summary: `Delete many ${plural}, or none`,
      describe: { body: manyIds, answer: count },
      run: async ({ services, work, body }) =>
        ok(presentPlain({ count: await verbs.removeMany(services, work, readValues(manyIds, body).ids) })),
    },
  ]
  if (!resource.softDelete) return routes
  return [
    ...routes,
    {
      ...common,
      method: 'POST',
      path: `/${plural}/bulk-restore`,
      summary: `Restore many deleted ${plural}, or none`,
      describe: { body: manyIds, answer: count },
      run: async ({ services, work, body }) =>
        ok(presentPlain({ count: await verbs.restoreMany(services, work, readValues(manyIds, body).ids) })),
    },
  ]
}

/** Each row as a single one is read, so that its faults have the same words; told together, on their rows. */
function readRows<S extends ResourceSpec>(resource: Defined<S>, call: RestCall): CreateOf<Defined<S>>[] {
  const { rows } = listed(call.body)
  const faults: [string, readonly string[]][] = []
  const read = rows.map((body, index) => {
    try {
      return readCreate(resource, resource.create as z.ZodType<CreateOf<Defined<S>>>, { ...call, body })
    } catch (error) {
      if (!isDomainError(error)) throw error
      const fields = Object.entries(error.fields ?? { '': [error.message] })
      for (const [path, messages] of fields) faults.push([`rows.${index}${path && '.'}${path}`, messages])
      return null
    }
  })
  if (!faults.length) return read.filter((row) => row !== null)
  throw new DomainError('invalid', 'The request is not valid', { fields: Object.fromEntries(faults) })
}

/** As they came: each row gets its names read once, where it is read itself. */
function listed(body: unknown): z.output<typeof listOfRows> {
  const read = listOfRows.safeParse(body, { reportInput: true })
  if (read.success) return read.data
  throw fromZod(read.error)
}

const listOfRows = z.strictObject({ rows: z.array(z.unknown()).min(1).max(1000) })

const presentRows = <S extends ResourceSpec>(resource: Defined<S>, rows: readonly RowOf<Defined<S>>[]): string =>
  `{"rows":[${rows.map((row) => presentRest(resource, row as object)).join(',')}]}`
