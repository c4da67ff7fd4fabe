import { type Principal, seededRoles } from '@groundwork/domain'

/** The caller as the API would resolve it from a token. */
export function manager({
  organization,
  user,
  username,
}: Record<'organization' | 'user' | 'username', string>): Principal {
  const grants = seededRoles.find(({ slug }) => slug === 'manager')?.grants ?? []
  const membership = { organization, role: 'manager', attributes: {}, grants }
  return { kind: 'user', userId: user, username, isSuperuser: false, memberships: [membership] }
}
