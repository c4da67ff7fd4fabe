import type { CustomField, Resource } from '@groundwork/domain'
import type { UnitOfWork } from '../work/contract.ts'

/** What an organization has defined for a kind of row, active or not, in its own order. */
export function listCustomFields(work: UnitOfWork, resource: Resource, organization: string): Promise<CustomField[]> {
  return work.query<CustomField>(
    `select key, label, type, required, options, is_active as "isActive" from custom_field_definition
     where resource = $1 and organization_id = $2 order by position, key`,
    [resource.name, organization],
  )
}
