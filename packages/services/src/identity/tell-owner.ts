import type { UnitOfWork } from '@groundwork/db'
import type { AccountNotice, JsonObject } from '@groundwork/domain'

/**
 * Lets the owner of an account be told, by mail, what was done to it. The event is of no resource, so no subscription shows
 * it: what was done to an account is its owner's news alone.
 */
export const tellOwner = (work: UnitOfWork, userId: string, topic: AccountNotice, payload: JsonObject = {}): string =>
  work.emit({ topic, organization: null, resource: 'account', objectId: userId, payload })
