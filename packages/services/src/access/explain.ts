import type { WorkContext } from '@groundwork/db'
import {
  type Action,
  actionsOf,
  type Defined,
  type ExplainedGrant,
  type Explanation,
  explainAccess,
  invalidField,
  notFound,
  Organization,
  organizationsOf,
  type Resource,
  type ResourceSpec,
  resources,
} from '@groundwork/domain'
import { isUnlimited, principalOf } from '../identity/acting.ts'
import type { OrganizationServices } from '../organization/organization-services.ts'
import { homeOf, judgeRow } from './judge-row.ts'
import { findSubject } from './subject.ts'

/** May somebody - the caller, unless a user or role is named - do this to rows of a resource, to one of them, to a field? */
export interface AccessQuery {
  readonly action: Action
  readonly resource: string
  readonly id?: string | undefined
  readonly field?: string | undefined
  readonly organization?: string | undefined
  readonly user?: string | undefined
  readonly role?: string | undefined
}

export interface NamedExplanation extends Omit<Explanation, 'grants'> {
  readonly grants: readonly (ExplainedGrant & { readonly organizationName: string })[]
}

/**
 * Why somebody may or may not do something. A row that the caller cannot view does not exist, whoever is asked about.
 * @throws DomainError not_found, forbidden for questions about others in an organization whose people one may not see
 */
export async function explain(
  services: Pick<OrganizationServices, 'database'>,
  context: WorkContext,
  query: AccessQuery,
): Promise<NamedExplanation> {
  const { action, field, id } = query
  const resource = resourceOf(query)
  requireOwnOrganization(context, query.organization)
  const reader = services.database.reader(context)
  const found = id === undefined ? null : await reader.find(resource, id, { withDeleted: true })
  if (id !== undefined && !found) throw notFound(resource.label)
  const home = found && homeOf(resource, found)
  const organization = home ?? query.organization
  const principal = await findSubject(services, context, { ...query, organization })
  const row = found ? await judgeRow(services, principal, { action, resource, row: found }) : undefined
  const { withheld = [] } = principal
  const isWithheld = organization === undefined ? withheld.length > 0 : withheld.includes(organization)

  const explanation = explainAccess({ principal, action, resource, row, field, organization, isWithheld })
  return { ...explanation, grants: await named(services, context, explanation.grants) }
}

function resourceOf({ resource: name, action, field }: AccessQuery): Defined<ResourceSpec> {
  const resource = Object.values<Resource>(resources).find((one) => one.name === name) as
    | Defined<ResourceSpec>
    | undefined
  if (!resource) throw invalidField('resource', 'There is no such resource')
  const actions = actionsOf(resource)
  if (!actions.includes(action)) throw invalidField('action', `Expected one of ${actions.join(', ')}`)
  if (field !== undefined && !resource.columns.includes(field)) {
    throw invalidField('field', `A ${resource.label} has no such field`)
  }
  return resource
}

function requireOwnOrganization(context: WorkContext, organization: string | undefined): void {
  if (organization === undefined || isUnlimited(context)) return
  const principal = principalOf(context)
  if ([...organizationsOf(principal), ...(principal.withheld ?? [])].includes(organization)) return
  throw notFound(Organization.label)
}

async function named(
  { database }: Pick<OrganizationServices, 'database'>,
  context: WorkContext,
  grants: readonly ExplainedGrant[],
): Promise<NamedExplanation['grants']> {
  const organizations = [...new Set(grants.map(({ organization }) => organization))]
  const { rows } = await database.reader(context).list(Organization, { organizations, limit: 1000 })
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return grants.map((grant) => ({ ...grant, organizationName: names.get(grant.organization) ?? '' }))
}
