import { isDomainError } from '@groundwork/domain'
import { refuseRevoked } from './follow-link.ts'
import type { LinkServices } from './link-services.ts'
import type { UploadThroughLink } from './upload-link.ts'

/** So often a link is asked after while forms come through it: tus hears of it with each part, a form has none. */
const ASK_MS = 1000

interface Watch {
  readonly told: Set<(cause: Error) => void>
  readonly timer: NodeJS.Timeout
}

/** What forms come through into this process. However many come through one link, it is asked after once. */
const watches = new Map<string, Watch>()

type Services = Pick<LinkServices, 'database' | 'log'>

/**
 * Tells soon after the link of a door was revoked, until it is told to stop. Where nobody can be asked, it is asked again: what has come whole
 * is held against its link in any case.
 */
export function whenRevoked(services: Services, door: UploadThroughLink, tell: (cause: Error) => void): () => void {
  const { id } = door.link
  const watch = watches.get(id) ?? begin(services, door)
  watch.told.add(tell)
  return () => {
    if (!watch.told.delete(tell) || watch.told.size) return
    clearInterval(watch.timer)
    watches.delete(id)
  }
}

function begin({ database, log }: Services, { link: { id }, context }: UploadThroughLink): Watch {
  let isAsking = false
  const told: Watch['told'] = new Set()
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    try {
      await database.withUnitOfWork(context, (work) => refuseRevoked(work, id))
    } catch (error) {
      if (isDomainError(error) && error.code === 'not_found') for (const tell of told) tell(error)
      else log.warn({ err: error, link: id }, 'link of a form not asked after')
    } finally {
      isAsking = false
    }
  }
  const watch = { told, timer: setInterval(() => void ask(), ASK_MS).unref() }
  watches.set(id, watch)
  return watch
}
