import { type Resource, resourceNamed } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'
import type { FilterContext } from './filter-context.ts'
import { columnName, keyColumn } from './table.ts'

export interface JoinedContext extends FilterContext {
  /** The joins that compiled conditions turned out to need: `left join category j0 on ...`. */
  joins(): string
}

interface JoinedContextOptions {
  readonly alias: string
  readonly parameters: Parameters
  /** A condition on a row behind a reference, without which it reads as absent. */
  readonly visible?: (target: Resource, alias: string) => string
}

/**
 * For conditions that look behind references. The joins are left joins on keys, so they never add or drop rows.
 */
export function joinedContext(
  resource: Resource,
  { alias, parameters, visible = everything }: JoinedContextOptions,
): JoinedContext {
  const joined = new Map<string, { readonly alias: string; readonly target: Resource; readonly sql: string }>()

  const join = (path: string): string => {
    const known = joined.get(path)
    if (known) return known.alias
    const cut = path.lastIndexOf('.')
    const name = path.slice(cut + 1)
    const ownerPath = path.slice(0, Math.max(cut, 0))
    const ownerAlias = ownerPath ? join(ownerPath) : alias
    const owner = joined.get(ownerPath)?.target ?? resource
    const field = owner.fields[name]
    if (!field?.reference) throw new Error(`${owner.name}.${name} refers to nothing`)
    const target = resourceNamed(field.reference)
    const own = `${alias}j${joined.size}`
    const on = `${own}.${keyColumn(target)} = ${ownerAlias}.${columnName(name, field)}`
    joined.set(path, {
      alias: own,
      target,
      sql: `left join ${target.table} ${own} on ${on} and ${visible(target, own)}`,
    })
    return own
  }

  return {
    alias,
    param: parameters.param,
    join,
    joins: () => [...joined.values()].map(({ sql }) => sql).join(' '),
  }
}

const everything = () => 'true'
