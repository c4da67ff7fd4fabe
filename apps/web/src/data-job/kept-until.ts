import { type DataJobRow, jobFileExpiry } from '@groundwork/domain'
import { formatDay } from '../ui/format.ts'
import { jobFiles } from './job-files.ts'

/** Until when what a job has written can be fetched; nothing where it has written nothing that is still there. */
export function keptUntil(job: DataJobRow): string | undefined {
  const ends = jobFiles(job).flatMap(({ part }) => jobFileExpiry(job, part) ?? [])
  return [...new Set(ends.map(formatDay))].join(', ') || undefined
}
