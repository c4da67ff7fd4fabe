import { type Defined, invalidField, notFound, type Resource, type ResourceSpec } from '@groundwork/domain'
import { z } from 'zod'
import { readListQuery } from '../list-query.ts'
import type { RestCall } from './route.ts'

/**
 * The key of the row that an address names: by its key, or by its handle where its kind has one. Two organizations may have
 * the same handle; `?organization=` tells which is meant.
 */
export async function keyOf(
  resource: Resource,
  { services, work, principal, params, query }: Pick<RestCall, 'services' | 'work' | 'principal' | 'params' | 'query'>,
): Promise<string> {
  const given = params.id ?? ''
  const { handle, key } = resource
  if (!handle || isKey(resource, given)) return given
  if (!resource.fields[handle]?.schema.safeParse(given).success) throw notFound(resource.label)

  const organization = query.get('organization')
  if (organization !== null && !z.uuid().safeParse(organization).success)
    throw invalidField('organization', 'Not an id')
  const asked = {
    filter: { field: handle, op: 'eq', value: given },
    limit: 2,
    ...(organization !== null && { organizations: [organization] }),
  }
  const { rows } = await services.database
    .reader(work)
    .list(resource as Defined<ResourceSpec>, readListQuery(resource, principal, asked))
  const [row, another] = rows as readonly Readonly<Record<string, unknown>>[]
  if (another) {
    throw invalidField(
      'organization',
      'More than one organization has it: name the organization',
      'organization_required',
    )
  }
  if (!row) throw notFound(resource.label)
  return String(row[key])
}

const isKey = ({ fields, key }: Resource, given: string) => fields[key]?.schema.safeParse(given).success === true
