import type { WorkContext } from '@groundwork/db'
import type { Defined, ResourceSpec, RowOf } from '@groundwork/domain'
import type { EngineServices } from './verbs.ts'

/** What can be done with a tree besides: every row that comes back is one the caller may view. */
export interface TreeVerbs<S extends ResourceSpec, Needs extends EngineServices = EngineServices> {
  children(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  descendants(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  ancestors(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  /** @throws DomainError conflict (`cycle`) when the new parent is the row itself or below it */
  move(services: Needs, context: WorkContext, key: string, parent: string | null): Promise<RowOf<Defined<S>>>
}

export const treeOf = <S extends ResourceSpec>(resource: Defined<S>): TreeVerbs<S> => ({
  children: ({ database }, context, key) => database.reader(context).children(resource, key),
  descendants: ({ database }, context, key) => database.reader(context).descendants(resource, key),
  ancestors: ({ database }, context, key) => database.reader(context).ancestors(resource, key),
  move: ({ database }, context, key, parent) =>
    database.withUnitOfWork(context, (work) => work.move(resource, key, parent)),
})
