import type { DataJobRow } from '@groundwork/domain'

/** Why a job failed, in its own words. */
export function problemOf({ resultLog: { problem } }: Pick<DataJobRow, 'resultLog'>): string | undefined {
  const isTold = typeof problem === 'object' && problem !== null && 'message' in problem
  return isTold ? String(problem.message) : undefined
}
