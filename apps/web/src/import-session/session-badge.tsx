import type { ImportSessionState } from '@groundwork/domain'
import { Badge } from '../ui/badge.tsx'
import { states } from './words.ts'

/** How a session stands, in a word. */
export function SessionBadge({ status }: { status: ImportSessionState }) {
  const tone = status === 'DONE' ? 'good' : status === 'ERROR' ? 'bad' : 'plain'
  return <Badge tone={tone}>{states[status]}</Badge>
}
