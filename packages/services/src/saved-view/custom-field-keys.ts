import { asSystem, type Database } from '@groundwork/db'
import { CustomFieldDefinition, customFieldsOfView, type ViewContent } from '@groundwork/domain'

interface ListOf {
  readonly organization: string
  readonly resource: string
}

/** Of these keys those that the organization has defined, whatever the caller may see of definitions. */
async function definedKeys(
  database: Database,
  { organization, resource }: ListOf,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!keys.length) return new Set()
  const { rows } = await database
    .reader(asSystem('tell whether the custom fields that a saved view names are still defined'))
    .list(CustomFieldDefinition, {
      filter: {
        and: [
          { field: 'resource', op: 'eq', value: resource },
          { field: 'key', op: 'in', value: keys },
        ],
      },
      organizations: [organization],
      limit: 200,
    })
  return new Set(rows.map(({ key }) => key))
}

/** What a view relies on: where an organization has defined nothing every key is free, and none can be gone. */
export async function keysReliedOn(database: Database, of: ListOf, content: ViewContent): Promise<string[]> {
  return [...(await definedKeys(database, of, customFieldsOfView(content)))]
}

/** What a view relied on and is not defined any more. */
export async function keysGone(database: Database, of: ListOf, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const defined = await definedKeys(database, of, keys)
  return new Set(keys.filter((key) => !defined.has(key)))
}
