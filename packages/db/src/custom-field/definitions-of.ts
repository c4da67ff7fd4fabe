import type { CustomField, Resource } from '@groundwork/domain'
import { type ReadSession, read } from '../work/read.ts'
import { rememberDefined } from './heard-definitions.ts'

/**
 * What organizations defined for a kind of row. Held until the transaction ends: nobody changes what values are allowed while
 * somebody writes values.
 */
export async function definitionsOf(
  session: ReadSession,
  resource: Resource,
  organizations: readonly string[],
): Promise<ReadonlyMap<string, readonly CustomField[]>> {
  const cells = await read(session, { text, values: [resource.name, organizations] })
  const found = new Map<string, CustomField[]>()
  for (const [organization, key, label, type, required, options, isActive] of cells) {
    const field = { key, label, type, required, options, isActive } as CustomField
    const own = found.get(String(organization))
    if (own) own.push(field)
    else found.set(String(organization), [field])
  }
  for (const organization of organizations) rememberDefined(resource, organization, found.has(organization))
  return found
}

const text = `select organization_id, key, label, type, required, options, is_active from custom_field_definition
  where resource = $1 and organization_id = any($2::uuid[]) order by position, key for share`
