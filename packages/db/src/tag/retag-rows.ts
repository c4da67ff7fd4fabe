import type { Resource } from '@groundwork/domain'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'
import { taggedResources } from './tagged-resources.ts'

/** By one statement: more of them would outlast its time. */
const batch = 10_000

export interface Retagging {
  readonly organization: string
  readonly from: string
  /** Null takes the tag away. A row that has this one already does not have it twice. */
  readonly to: string | null
}

/**
 * Puts one tag in the place of another on every row of an organization, deleted ones included, and says on how many. What may
 * be done to the tag is judged by the tag: the rows neither get a new version nor an entry of their own.
 */
export async function retagRows(work: UnitOfWork, retagging: Retagging): Promise<number> {
  let changed = 0
  for (const resource of taggedResources) changed += await retagResource(work, resource, retagging)
  return changed
}

async function retagResource(work: UnitOfWork, resource: Resource, retagging: Retagging): Promise<number> {
  let changed = 0
  for (;;) {
    const found = await retagBatch(work, resource, retagging)
    changed += found
    if (found < batch) return changed
  }
}

/** Found by their marks, which go with the tag: the next batch is of other rows. */
async function retagBatch(
  work: UnitOfWork,
  resource: Resource,
  { organization, from, to }: Retagging,
): Promise<number> {
  const table = tableOf(resource)
  const [found] = await work.query<{ changed: string | number }>(
    `with marked as (
       select row_id from row_mark
       where organization_id = $1 and resource = $2 and name = 'tags' and value = $3 order by row_id limit ${batch}
     ), changed as (
       update ${table.name} t set tags = case when $4::text is null or $4 = any(t.tags)
         then array_remove(t.tags, $3) else array_replace(t.tags, $3, $4) end
       from marked where t.${table.key.name} = marked.row_id and t.${table.organization?.name} = $1 returning 1
     ) select count(*) as changed from changed`,
    [organization, resource.name, from, to],
  )
  return Number(found?.changed ?? 0)
}
