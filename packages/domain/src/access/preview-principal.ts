import { DomainError } from '../error/domain-error.ts'
import { intersectGrants } from '../identity/compare-grants.ts'
import type { Grant, MembershipGrants, Principal } from './principal.ts'

/** A role as far as a preview needs it. */
export interface PreviewedRole {
  readonly id?: string
  readonly slug: string
  readonly name: string
  readonly grants: readonly Grant[]
}

/**
 * Somebody as they would be with one role in one organization, less what they may not view themselves: a preview shows
 * nothing new, and does nothing. Rules of the role see the attributes of their own membership.
 */
export function previewPrincipal(principal: Principal, organization: string, role: PreviewedRole): Principal {
  const { kind, userId, username, sessionId } = principal
  return {
    kind,
    userId,
    username,
    isSuperuser: false,
    ...(sessionId !== undefined && { sessionId }),
    memberships: ownMemberships(principal, organization).map(({ attributes, grants }) => ({
      organization,
      role: role.slug,
      roleName: role.name,
      ...(role.id !== undefined && { roleId: role.id }),
      attributes,
      grants: intersectGrants(role.grants, grants).flatMap(viewing),
    })),
    preview: { organization, role: role.slug },
  }
}

/** A superuser needs no membership. */
function ownMemberships(
  { isSuperuser, memberships }: Principal,
  organization: string,
): readonly Omit<MembershipGrants, 'role'>[] {
  const own = memberships.filter((held) => held.organization === organization)
  return isSuperuser
    ? [{ organization, attributes: own[0]?.attributes ?? {}, grants: [{ resource: '*', action: '*' }] }]
    : own
}

const viewing = (grant: Grant): Grant[] =>
  grant.action === 'view' || grant.action === '*' ? [{ ...grant, action: 'view' }] : []

/** @throws DomainError forbidden `preview_read_only` */
export function refusePreview({ preview }: Principal): void {
  if (!preview) return
  throw new DomainError(
    'forbidden',
    'You are looking at this as somebody else would: end the preview to do something',
    {
      reason: 'preview_read_only',
    },
  )
}
