import type { JsonObject } from '@groundwork/domain'
import type { SharedReach } from './find-reach.ts'

/** What the trail says of a file that was reached by a share and not by one's own grants. */
export const toldOfShare = (reach: SharedReach | null): JsonObject => (reach ? { share: reach.right.share } : {})
