import type { DomainEvent } from '@groundwork/domain'
import type { IdentityServices } from '@groundwork/services'

/**
 * What this process remembers of callers ends when a change to them was committed anywhere. An event that does not come,
 * because Redis is down, costs seconds: nothing is remembered for longer.
 */
export function forgetChanged(principals: IdentityServices['principals'], event: DomainEvent): void {
  const { resource, objectId, payload } = event
  if (resource === 'role' || resource === 'organization') principals.forgetAll()
  else if (resource === 'user') principals.forgetUser(objectId)
  else if (resource === 'session' || resource === 'apiKey' || resource === 'membership') {
    if (typeof payload.user === 'string') principals.forgetUser(payload.user)
    else principals.forgetAll()
  }
}
