import type { UploadSession, WorkContext } from '@groundwork/db'
import { organizationsOf } from '@groundwork/domain'
import type { UploadThroughLink } from '../file/link/upload-link.ts'

/** Who sends an upload in several goes: somebody signed in, or whoever holds an upload-only link. */
export interface Sender extends WorkContext {
  /** The link they came by, which stands for the rights of its maker. */
  readonly door?: UploadThroughLink
}

/** An upload is its sender's alone: of a person as long as they belong to the organization, or of a link. */
export function isOwn({ user, organization, link }: UploadSession, { actor, door }: Sender): boolean {
  if (door || link !== null) return door?.link.id === link
  if (actor.kind === 'system' || actor.userId !== user) return false
  return actor.isSuperuser || organizationsOf(actor).includes(organization)
}
