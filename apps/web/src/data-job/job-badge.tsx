import type { DataJobState } from '@groundwork/domain'
import { Badge } from '../ui/badge.tsx'
import { states } from './words.ts'

const tones = {
  PENDING: 'plain',
  RUNNING: 'plain',
  READY: 'good',
  COMPLETED: 'good',
  FAILED: 'bad',
  CANCELLED: 'plain',
  UNDONE: 'warn',
} as const satisfies Record<DataJobState, string>

/** How a job stands, in a word. */
export function JobBadge({ status }: { status: DataJobState }) {
  return <Badge tone={tones[status]}>{states[status]}</Badge>
}
