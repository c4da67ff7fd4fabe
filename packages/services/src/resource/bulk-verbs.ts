import type { WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  type Defined,
  DomainError,
  oneAtATime,
  type ResourceName,
  type ResourceSpec,
  type RowOf,
  resources,
} from '@groundwork/domain'
import { changeFiles, restoreFiles, restoreFolders } from '../file/index.ts'
import { type BulkChange, changeMany } from './change-many.ts'
import type { EngineServices } from './verbs.ts'

/** What can be done with many rows at once: all of them, or none. At most 1000 in one call. */
export interface BulkVerbs<S extends ResourceSpec> {
  createMany(
    services: EngineServices,
    context: WorkContext,
    rows: readonly CreateOf<Defined<S>>[],
  ): Promise<RowOf<Defined<S>>[]>
  updateMany(services: EngineServices, context: WorkContext, change: BulkChange<S>): Promise<RowOf<Defined<S>>[]>
  removeMany(services: EngineServices, context: WorkContext, ids: readonly string[]): Promise<number>
  restoreMany(services: EngineServices, context: WorkContext, ids: readonly string[]): Promise<number>
}

export type BulkName = Exclude<ResourceName, (typeof oneAtATime)[number]>

const bulkOf = <S extends ResourceSpec>(resource: Defined<S>): BulkVerbs<S> => ({
  createMany: ({ database }, context, rows) =>
    database.withUnitOfWork(context, (work) => work.insertMany(resource, rows)),
  updateMany: ({ database }, context, change) =>
    database.withUnitOfWork(context, (work) => changeMany(work, resource, change)),
  removeMany: ({ database }, context, ids) =>
    database.withUnitOfWork(context, async (work) => (await work.removeMany(resource, ids)).length),
  restoreMany: ({ database }, context, ids) =>
    database.withUnitOfWork(context, async (work) => {
      if (!resource.softDelete) throw new DomainError('invalid', `A deleted ${resource.label} cannot be restored`)
      return (await work.restoreMany(resource, ids)).length
    }),
})

type SpecOf<Name extends ResourceName> = (typeof resources)[Name] extends Defined<infer S> ? S : never

type Bulk = { readonly [Name in BulkName]: BulkVerbs<SpecOf<Name>> }

/** A resource in the registry has these without a line here. */
const ordinary = Object.fromEntries(
  (Object.entries(resources) as unknown as [ResourceName, Defined<ResourceSpec>][])
    .filter(([name]) => !(oneAtATime as readonly string[]).includes(name))
    .map(([name, resource]) => [name, bulkOf(resource)]),
) as unknown as Bulk

/** The verbs for many rows, of every resource whose single verbs are plain, or that says here what is special of them. */
export const bulk: Bulk = {
  ...ordinary,
  folder: { ...ordinary.folder, restoreMany: restoreFolders },
  /** Without `createMany`: a file is made by uploading its bytes. */
  file: { ...ordinary.file, updateMany: changeFiles, restoreMany: restoreFiles },
}
