import type { DataJobRow } from '@groundwork/domain'
import type { ImportSearch } from './import-search.ts'
import { isMended, isTooMuch, mendedCells } from './mending.ts'
import { useCheckAgain } from './use-check-again.ts'
import { useMending } from './use-mending.ts'
import { words } from './words.ts'

/** What is mended of a job's rows, what there is to say of that, and the way to try it. */
export function useMendedJob(job: DataJobRow, go: (next: ImportSearch) => void) {
  const [mending, onMending] = useMending(job.id)
  const { isAsking, problem, attempt, check } = useCheckAgain(job, go)
  const hasMended = isMended(mending)
  const tooMuch = hasMended && isTooMuch(job.parameters, mending)
  const said = tooMuch ? words.tooMuch : hasMended ? words.mended(mendedCells(mending), mending.skipped.length) : null
  return {
    /** For the rows themselves. */
    rows: { mending, onMending },
    hasMended,
    tooMuch,
    said,
    isAsking,
    problem,
    attempt,
    checkAgain: () => void check(mending),
  }
}

export type MendedJob = ReturnType<typeof useMendedJob>
