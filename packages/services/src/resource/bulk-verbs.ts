import type { UnitOfWork, WorkContext } from '@groundwork/db'
import {
  type CreateOf,
  type Defined,
  DomainError,
  type PatchOf,
  type ResourceName,
  type ResourceSpec,
  type RowOf,
  resources,
} from '@groundwork/domain'
import type { EngineServices } from './verbs.ts'

/** What a selection of rows takes. Tags are added and taken away; in `values` they would replace what each row has. */
export interface BulkChange<S extends ResourceSpec> {
  readonly ids: readonly string[]
  readonly values?: Omit<PatchOf<Defined<S>>, 'version'> | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
}

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

/** Their single verbs do more than to write the row, or there is no door to them at all. */
export const oneAtATime = [
  'organization',
  'user',
  'profile',
  'role',
  'membership',
  'invitation',
  'document',
  'tag',
  'customFieldDefinition',
  'file',
  'auditEntry',
] as const satisfies readonly ResourceName[]

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

/** The verbs for many rows, of every resource whose single verbs are plain. */
export const bulk = Object.fromEntries(
  (Object.entries(resources) as unknown as [ResourceName, Defined<ResourceSpec>][])
    .filter(([name]) => !(oneAtATime as readonly string[]).includes(name))
    .map(([name, resource]) => [name, bulkOf(resource)]),
) as unknown as { readonly [Name in BulkName]: BulkVerbs<SpecOf<Name>> }

function changeMany<S extends ResourceSpec>(
  work: UnitOfWork,
  resource: Defined<S>,
  { ids, values, addTags = [], removeTags = [] }: BulkChange<S>,
): Promise<RowOf<Defined<S>>[]> {
  const changes = values ?? {}
  if (!addTags.length && !removeTags.length) return work.updateMany(resource, ids, changes)
  if (!resource.tagged) throw new DomainError('invalid', `A ${resource.label} has no tags`)
  const tags = (row: RowOf<Defined<S>>) => resource.patch.parse({ tags: retagged(tagsOf(row), addTags, removeTags) })
  return work.updateMany(resource, ids, (row) => ({ ...changes, ...tags(row) }))
}

/** Whoever may not see a row's tags would take them away unseen. */
function tagsOf(row: object): readonly string[] {
  if ('tags' in row && Array.isArray(row.tags)) return row.tags
  throw new DomainError('forbidden', 'Not allowed: change tags', { fields: { tags: ['Not allowed'] } })
}

function retagged(tags: readonly string[], added: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(removed.map((tag) => tag.toLowerCase()))
  const kept = tags.filter((tag) => !gone.has(tag.toLowerCase()))
  const held = new Set(kept.map((tag) => tag.toLowerCase()))
  return [...kept, ...added.filter((tag) => !held.has(tag.toLowerCase()))]
}
