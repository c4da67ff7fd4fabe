import { Badge } from '../ui/badge.tsx'
import { actionInWords } from './words.ts'

const good = new Set(['CREATE', 'RESTORE', 'UPLOAD', 'ACCEPT', 'SECOND_FACTOR_ENABLE'])
const warn = new Set([
  'DELETE',
  'LOGIN_FAILED',
  'TOKEN_REUSE',
  'SECOND_FACTOR_DISABLE',
  'PERMISSION_REVOKE',
  'API_KEY_REVOKE',
])

/** What was done, in a word. */
export function ActionBadge({ actionType }: { actionType: string }) {
  const tone = good.has(actionType) ? 'good' : warn.has(actionType) ? 'warn' : 'plain'
  return <Badge tone={tone}>{actionInWords(actionType)}</Badge>
}
