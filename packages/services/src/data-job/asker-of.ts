import { asSystem, findCallerOfApiKeyId, findCallerOfUser } from '@groundwork/db'
import { DomainError, type Principal } from '@groundwork/domain'
import { principalOfApiKey, principalOfUser } from '../identity/build-principal.ts'
import type { DataJobServices } from './data-job-runner.ts'

interface Asked {
  readonly createdBy: string | null
  /** The key it was asked for with. */
  readonly apiKey: string | null
}

/**
 * Whoever asked for a job, with the rights they have at this moment; a key's limits hold for the work as well.
 *
 * @throws DomainError forbidden (`asker_inactive`) when they may no longer sign in, or the key is no more
 */
export async function askerOf({ database, clock }: DataJobServices, { createdBy, apiKey }: Asked): Promise<Principal> {
  const principal = await database.withUnitOfWork(
    asSystem('find what whoever asked for a data job may do now'),
    async (work) => {
      if (apiKey !== null) {
        const key = await findCallerOfApiKeyId(work, { id: apiKey, now: clock() })
        return key && principalOfApiKey(key)
      }
      const caller = createdBy === null ? null : await findCallerOfUser(work, createdBy)
      return caller?.isActive ? principalOfUser(caller) : null
    },
  )
  if (principal) return principal
  throw new DomainError('forbidden', 'Whoever asked for this job may no longer sign in', { reason: 'asker_inactive' })
}
