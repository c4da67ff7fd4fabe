import type { TreeQuery, WorkContext } from '@groundwork/db'
import { type Defined, invalidField, type Resource, type ResourceSpec, type RowOf } from '@groundwork/domain'
import { type Branch, nest } from './nest.ts'
import type { EngineServices } from './verbs.ts'

/** What can be done with a tree besides: every row that comes back is one the caller may view. */
export interface TreeVerbs<S extends ResourceSpec, Needs extends EngineServices = EngineServices> {
  children(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  descendants(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  ancestors(services: Needs, context: WorkContext, key: string): Promise<RowOf<Defined<S>>[]>
  /** All of it that the caller may view, or what has something in common: of one warehouse, of one type. */
  tree(services: Needs, context: WorkContext, query: TreeQuery): Promise<Branch<RowOf<Defined<S>>>[]>
  /** @throws DomainError conflict (`cycle`) when the new parent is the row itself or below it */
  move(services: Needs, context: WorkContext, key: string, parent: string | null): Promise<RowOf<Defined<S>>>
}

export const treeOf = <S extends ResourceSpec>(resource: Defined<S>): TreeVerbs<S> => ({
  children: ({ database }, context, key) => database.reader(context).children(resource, key),
  descendants: ({ database }, context, key) => database.reader(context).descendants(resource, key),
  ancestors: ({ database }, context, key) => database.reader(context).ancestors(resource, key),
  tree: async ({ database }, context, query) => {
    refuseStrange(resource, query)
    return nest(await database.reader(context).tree(resource, query))
  },
  move: ({ database }, context, key, parent) =>
    database.withUnitOfWork(context, (work) => work.move(resource, key, parent)),
})

function refuseStrange({ tree, fields }: Resource, { within }: TreeQuery): void {
  const shared = typeof tree === 'object' ? tree.within : undefined
  if (within === undefined) return
  if (shared === undefined) throw invalidField('within', 'The nodes of this tree have nothing in common')
  if (!fields[shared]?.schema.safeParse(within).success) throw invalidField(shared, 'There is no such tree')
}
