import { toGroundworkError } from '@groundwork/client'
import { words } from './words.ts'

/** Used, run out, withdrawn, replaced, or never ours: of the link itself there is nothing more to hope for. */
export const isSpentLink = (error: unknown): boolean => {
  const { reason, errors } = toGroundworkError(error)
  return reason === 'link_invalid' || 'token' in errors
}

/** Why an invitation leads nowhere: its link is spent, the inviter lost the right, the account is deactivated. Null for what may pass. */
export const invitationRefusal = (error: unknown): string | null => {
  if (!error) return null
  if (isSpentLink(error)) return words.invitationSpentHint
  const { code, detail } = toGroundworkError(error)
  return code === 'not_available' || code === 'conflict' ? `${detail}.` : null
}
