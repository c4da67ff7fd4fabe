import { type HeldBack, type HeldBackQuery, heldBackIn, type WorkContext } from '@groundwork/db'
import { DomainError, Organization, StoredFile } from '@groundwork/domain'
import { mayIn } from '../../access/may-in.ts'
import { isUnlimited, principalOf } from '../../identity/acting.ts'
import type { FileServices } from '../file-services.ts'

/** What the scanner keeps back in an organization, or what was released all the same, newest first: for those who may decide about it. */
export function quarantinedFiles(
  { database }: Pick<FileServices, 'database'>,
  context: WorkContext,
  query: Omit<HeldBackQuery, 'viewer'>,
): Promise<HeldBack[]> {
  return database.withUnitOfWork(context, async (work) => {
    await work.get(Organization, query.organization)
    if (!mayIn(context, query.organization, 'quarantine', StoredFile.name))
      throw new DomainError('forbidden', 'Not allowed: see what is in quarantine')
    return heldBackIn(work, isUnlimited(context) ? query : { ...query, viewer: principalOf(context).userId })
  })
}
