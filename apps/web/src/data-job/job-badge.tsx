import type { DataJobState } from '@groundwork/domain'
import { Badge } from '../ui/badge.tsx'
import { states } from './words.ts'

const good = new Set<DataJobState>(['COMPLETED', 'READY'])
const warn = new Set<DataJobState>(['FAILED', 'UNDONE'])

/** How a job stands, in a word. */
export function JobBadge({ status }: { status: DataJobState }) {
  const tone = good.has(status) ? 'good' : warn.has(status) ? 'warn' : 'plain'
  return <Badge tone={tone}>{states[status]}</Badge>
}
