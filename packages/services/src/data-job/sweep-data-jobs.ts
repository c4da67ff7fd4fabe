import { asSystem, offerIdleJobs } from '@groundwork/db'
import type { EngineServices } from '../resource/verbs.ts'
import { offerDataJob } from './offer-data-job.ts'

const system = asSystem('offer data jobs again that nobody works on')

/** As many as there may be free hands: whoever takes one goes on to the next by themselves. */
const mostAtOnce = 10
/** What was offered a moment ago is on its way. */
const quietSeconds = 60

/** Wakes workers for jobs whose process died, and for those whose news was lost with Redis. Tells how many there were. */
export function sweepDataJobs({ database }: EngineServices): Promise<number> {
  return database.withUnitOfWork(system, async (work) => {
    const idle = await offerIdleJobs(work, { afterSeconds: quietSeconds, limit: mostAtOnce })
    for (const key of idle) offerDataJob(work, key)
    return idle.length
  })
}
