import type { WorkContext } from '@groundwork/db'
import { StoredFile } from '@groundwork/domain'
import { mayIn } from '../access/may-in.ts'

/**
 * Whether the actor may know sums over all of an organization's files. What data jobs have made for others is counted with them:
 * whoever pays for the room sees that it is taken, not what is in it.
 */
export const seesEveryFile = (context: WorkContext, organization: string): boolean =>
  mayIn(context, organization, 'view', StoredFile.name)
