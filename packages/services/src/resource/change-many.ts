import type { UnitOfWork } from '@groundwork/db'
import { type Defined, DomainError, type PatchOf, type ResourceSpec, type RowOf } from '@groundwork/domain'
import { retagged } from './retagged.ts'

/** What a selection of rows takes. Tags are added and taken away; in `values` they would replace what each row has. */
export interface BulkChange<S extends ResourceSpec> {
  readonly ids: readonly string[]
  readonly values?: Omit<PatchOf<Defined<S>>, 'version'> | undefined
  readonly addTags?: readonly string[] | undefined
  readonly removeTags?: readonly string[] | undefined
}

/** Changes many rows, or none. */
export function changeMany<S extends ResourceSpec>(
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
