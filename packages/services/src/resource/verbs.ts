import type { Database, ListQuery, Page, WorkContext } from '@groundwork/db'
import { type CreateOf, type Defined, notFound, type PatchOf, type ResourceSpec, type RowOf } from '@groundwork/domain'
import type { z } from 'zod'

/** What a plain resource needs. Special verbs may ask for more. */
export interface EngineServices {
  readonly database: Database
}

/**
 * What can be done with a resource, behind every transport alike: tRPC, REST, import and automation call these and
 * nothing else. `New` is what a row is made from where that is more than its own fields: a user has a password.
 */
export interface Verbs<
  S extends ResourceSpec,
  Needs extends EngineServices = EngineServices,
  New = CreateOf<Defined<S>>,
> {
  readonly resource: Defined<S>
  readonly newSchema: z.ZodType<New>
  readonly patchSchema: z.ZodType<PatchOf<Defined<S>>>
  list(services: Needs, context: WorkContext, query: ListQuery): Promise<Page<RowOf<Defined<S>>>>
  get(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>>
  create(services: Needs, context: WorkContext, input: New): Promise<RowOf<Defined<S>>>
  update(services: Needs, context: WorkContext, key: string, patch: PatchOf<Defined<S>>): Promise<RowOf<Defined<S>>>
  remove(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>>
  restore(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>>
}

/** The verbs of a resource that needs no story of its own. Odd ones are replaced in plain sight: `{ ...plain(X), create }`. */
export function plain<S extends ResourceSpec>(resource: Defined<S>): Verbs<S> {
  return {
    resource,
    newSchema: resource.create,
    patchSchema: resource.patch,
    list: ({ database }, context, query) => database.reader(context).list(resource, query),
    get: ({ database }, context, key) => database.reader(context).get(resource, key),
    create: ({ database }, context, input) => database.withUnitOfWork(context, (work) => work.insert(resource, input)),
    update: ({ database }, context, key, patch) => {
      const { version, ...changes } = patch
      return database.withUnitOfWork(context, (work) =>
        work.update(resource, key, changes, version === undefined ? {} : { expectedVersion: version }),
      )
    },
    remove: ({ database }, context, key) => database.withUnitOfWork(context, (work) => work.remove(resource, key)),
    // What keeps no deleted rows has none to bring back.
    restore: ({ database }, context, key) =>
      database.withUnitOfWork(context, (work) => {
        if (!resource.softDelete) throw notFound(resource.label)
        return work.restore(resource, key)
      }),
  }
}
