import { invalidField } from '@groundwork/domain'
import { refuseParameters } from '../../rest/refuse-parameters.ts'
import { readValues } from '../../rest/resource-routes.ts'
import type { RestCall } from '../../rest/route.ts'
import { inOrganization } from './lifecycle-input.ts'

/** `?organization=`; it may be left out where the caller belongs to exactly one. `besides` are the other parameters there are. */
export function readOrganization({ query, principal }: RestCall, besides: readonly string[] = []): string {
  refuseParameters(query, ['organization', ...besides])
  const [mine, ...others] = principal.memberships
  const organization = query.get('organization') ?? (others.length ? undefined : mine?.organization)
  if (organization === undefined) throw invalidField('organization', 'Name the organization', 'organization_required')
  return readValues(inOrganization, { organization }).organization
}
