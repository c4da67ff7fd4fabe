import type { Principal } from '../access/principal.ts'
import type { DomainEvent } from '../event/event.ts'

/** Events of this name are for those whom a share is for: they see neither the file's row nor a row of the share. */
export const shareNews = 'share'

/** Whom a share is for: exactly one of them. */
export interface ShareReceiver {
  readonly user: string | null
  readonly role: string | null
}

/** Whether the news of a share is theirs to hear: as long as they belong where it was given, by themselves or as one who holds the role. */
export function isShareFor(
  { userId, isLimited, preview, memberships }: Principal,
  { organization, payload }: Pick<DomainEvent, 'organization' | 'payload'>,
): boolean {
  if (isLimited || preview) return false
  const here = memberships.filter((held) => held.organization === organization)
  return here.some(({ roleId }) => payload.user === userId || (roleId !== undefined && payload.role === roleId))
}
