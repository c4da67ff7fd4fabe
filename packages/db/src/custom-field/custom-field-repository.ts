import { type CustomField, CustomFieldDefinition, type JsonObject, type RowOf, resourceNamed } from '@groundwork/domain'
import { isPossibleKey } from '../query/compile-get.ts'
import { tableOf } from '../query/table.ts'
import type { UnitOfWork } from '../work/contract.ts'

/** A definition as it stands, whatever part of it the caller may see. */
export type StoredDefinition = CustomField & Pick<RowOf<typeof CustomFieldDefinition>, 'organization' | 'resource'>

/** Locks it: whoever writes values holds it too, so that none comes between a check and the change. */
export async function lockDefinition(work: UnitOfWork, id: string): Promise<StoredDefinition | null> {
  if (!isPossibleKey(tableOf(CustomFieldDefinition), id)) return null
  const [found] = await work.query<StoredDefinition>(
    `select organization_id as organization, resource, key, label, type, required, options, is_active as "isActive"
     from custom_field_definition where id = $1 for update`,
    [id],
  )
  return found ?? null
}

/** What of a row's values another row may be given: where fields are defined, those that are in use. */
export async function settableValues(
  work: UnitOfWork,
  { organization, resource }: Pick<StoredDefinition, 'organization' | 'resource'>,
  values: JsonObject,
): Promise<JsonObject> {
  const defined = await work.query<Pick<CustomField, 'key' | 'isActive'>>(
    'select key, is_active as "isActive" from custom_field_definition where organization_id = $1 and resource = $2',
    [organization, resource],
  )
  if (!defined.length) return values
  const inUse = new Set(defined.filter(({ isActive }) => isActive).map(({ key }) => key))
  return Object.fromEntries(Object.entries(values).filter(([key]) => inUse.has(key)))
}

const pageSize = 5000
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** How many rows, deleted ones too, hold a value in a custom field that is to be counted. */
export async function countCustomValues(
  work: UnitOfWork,
  { organization, resource, key }: Pick<StoredDefinition, 'organization' | 'resource' | 'key'>,
  isCounted: (value: unknown) => boolean = () => true,
): Promise<number> {
  const table = tableOf(resourceNamed(resource))
  const text = `select id, custom_fields -> $2 as value from ${table.name}
    where ${table.organization?.name} = $1 and custom_fields ? $2 and id > $3 order by id limit ${pageSize}`
  let count = 0
  let last: string | undefined = beforeAll
  while (last) {
    const rows: { readonly id: string; readonly value: unknown }[] = await work.query(text, [organization, key, last])
    count += rows.filter(({ value }) => value !== null && isCounted(value)).length
    last = rows.length < pageSize ? undefined : rows.at(-1)?.id
  }
  return count
}
