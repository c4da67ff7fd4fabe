import type { LinkRow, WorkContext } from '@groundwork/db'
import { isDomainError } from '@groundwork/domain'
import { lasting } from '../../identity/lasting.ts'
import { checkMayUpload } from '../check-may-upload.ts'
import { type FollowedLink, noSuchLink, refuseRevoked, standingBehind } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import { SharedAnswers } from './shared-answers.ts'

/** So often a link is asked after while something comes through it: shorter than the second in which somebody looks. */
const FRESH_MS = 900
/** And what its maker may do, which is several questions. */
const MAKER_FRESH_MS = 2900

/** However much comes through one link into this process, it is asked after once. */
const answers = new SharedAnswers()

/** The context of an upload-only link, for as long as something comes through it. */
export function whileLinkLasts(
  services: LinkServices,
  { link, context }: Pick<FollowedLink, 'link' | 'context'>,
): WorkContext {
  const { id } = link
  const find = async () => {
    const { database } = services
    await answers.once(id, FRESH_MS, () => database.withUnitOfWork(context, (work) => refuseRevoked(work, id)))
    await answers.once(`maker of ${id}`, MAKER_FRESH_MS, async () => {
      await requireMayAdd(services, link, await standingBehind(services, link))
    })
    return context
  }
  return lasting(context, { clock: services.clock, freshMs: FRESH_MS, find })
}

/** Whether those whose rights a link stands on may add files where it leads. @throws DomainError not_found */
export async function requireMayAdd(
  services: LinkServices,
  { organization }: Pick<LinkRow, 'organization'>,
  { standsFor }: Pick<FollowedLink, 'standsFor'>,
): Promise<void> {
  try {
    await checkMayUpload(services, { actor: standsFor }, { organization })
  } catch (error) {
    throw isDomainError(error) ? noSuchLink() : error
  }
}
