import { type Resource, Tag } from '@groundwork/domain'
import { Parameters } from '../connection/statement.ts'
import { scopeOf } from '../query/actor-scope.ts'
import { fieldReader } from '../query/list-scope.ts'
import { scopeCondition } from '../query/scope-condition.ts'
import { tableOf } from '../query/table.ts'
import { countLimit, type UnitOfWork } from '../work/contract.ts'
import { taggedResources } from './tagged-resources.ts'

export interface TagUsage {
  readonly id: string
  readonly name: string
  readonly color: string
  /** Live rows that the caller may view, over all resources. */
  readonly count: number
  /** False where a resource has more of them than are counted. */
  readonly isCountExact: boolean
  readonly byResource: Readonly<Record<string, number>>
}

/** Which tags, and on what. */
export interface AskedUsage {
  readonly organization: string
  /** Of one resource alone. */
  readonly resource?: string | undefined
  /** Of these tags alone, as far as they are the organization's: of all of them unless told, each counted row by row. */
  readonly ids?: readonly string[] | undefined
}

/** The tags of an organization that the caller may view, by name, with how many rows of theirs have them. */
export async function usageOfTags(work: UnitOfWork, { organization, resource, ids }: AskedUsage): Promise<TagUsage[]> {
  const { actor } = work.context
  const parameters = new Parameters()
  const home = parameters.param(organization, 'uuid')
  const asked = taggedResources.filter((of) => (resource === undefined || of.name === resource) && showsTags(work, of))
  const counts = asked.map((of) => `'${of.name}', ${countOf(work, of, home, parameters)}`)
  const scope = scopeOf(actor, 'view', Tag)
  const seen = scopeCondition(scope, Tag, 't', parameters)
  const canRead = fieldReader(scope, Tag)
  if (!canRead('name')) return []
  const isAsked = ids ? `and t.id = any(${parameters.param(ids, 'uuid[]')})` : ''
  const rows = await work.query<Pick<TagUsage, 'id' | 'name' | 'color'> & { counts: Record<string, number> }>(
    `select t.id, t.name, ${canRead('color') ? 't.color' : `''`} as color, json_build_object(${counts.join(', ')}) as counts
     from ${Tag.table} t where t.organization_id = ${home} and ${seen} ${isAsked} order by t.name, t.id`,
    parameters.values,
  )
  return rows.map(({ counts: found, ...tag }) => ({ ...tag, ...summed(found) }))
}

/** Counts would tell of tags that the rows themselves do not show. */
function showsTags({ context: { actor } }: UnitOfWork, of: Resource): boolean {
  const scope = scopeOf(actor, 'view', of)
  return scope.kind !== 'none' && fieldReader(scope, of)('tags')
}

/** Counting goes no further than that of a list does. */
function countOf({ context: { actor } }: UnitOfWork, of: Resource, home: string, parameters: Parameters): string {
  const table = tableOf(of)
  const isLive = of.softDelete ? 'and x.deleted_at is null' : ''
  const seen = scopeCondition(scopeOf(actor, 'view', of), of, 'x', parameters)
  return `(select count(*) from (
    select from row_mark m join ${table.name} x on x.${table.key.name} = m.row_id
    where m.organization_id = ${home} and m.resource = '${of.name}' and m.name = 'tags' and m.value = t.name collate "default"
      and x.${table.organization?.name} = ${home} ${isLive} and ${seen} limit ${countLimit + 1}) counted)`
}

function summed(counts: Readonly<Record<string, number>>) {
  const used = Object.entries(counts).filter(([, count]) => count > 0)
  const byResource = Object.fromEntries(used.map(([name, count]) => [name, Math.min(count, countLimit)]))
  return {
    byResource,
    count: Object.values(byResource).reduce((sum, count) => sum + count, 0),
    isCountExact: used.every(([, count]) => count <= countLimit),
  }
}
