import type { UnitOfWork } from '@groundwork/db'

/**
 * Tells every API process that sessions of a user are over, so that requests and open sockets learn of it at once. The
 * event is of no organization and of no resource, so no subscription ever shows it.
 */
export const tellSessionsEnded = (work: UnitOfWork, userId: string): string =>
  work.emit({
    topic: 'session.ended',
    organization: null,
    resource: 'session',
    objectId: userId,
    payload: { user: userId },
  })
