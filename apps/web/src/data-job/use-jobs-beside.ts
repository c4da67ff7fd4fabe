import type { DataJobRow } from '@groundwork/domain'
import { useInfiniteQuery } from '@tanstack/react-query'
import { rowsQuery } from '../api/rows.ts'

const isImport = { field: 'jobType', op: 'eq', value: 'import' } as const

type Of = { readonly session: string } | { readonly job: DataJobRow }

/**
 * The jobs that stand and fall together: the steps of a session, or one that belongs to none, and whatever takes them back. An undo that
 * was asked for by itself is not one of the session, only of its step.
 */
export function useJobsBeside(of: Of, isWanted = true) {
  const session = 'session' in of ? of.session : of.job.importSession
  const steps = useInfiniteQuery({
    ...rowsQuery('dataJob', {
      filter: { and: [{ field: 'importSession', op: 'eq', value: session }, isImport] },
      orderBy: ['createdAt'],
    }),
    enabled: isWanted && session !== null,
  })
  const together = session === null && 'job' in of ? [of.job] : (steps.data?.pages.flatMap(({ rows }) => rows) ?? [])
  const ids = together.map(({ id }) => id)
  const undos = useInfiniteQuery({
    ...rowsQuery('dataJob', { filter: { field: 'undoOf', op: 'in', value: ids }, orderBy: ['-createdAt'] }),
    enabled: isWanted && ids.length > 0,
  })
  const taking = undos.data?.pages.flatMap(({ rows }) => rows) ?? []
  return {
    /** Each once, as it stands now. */
    jobs: [...new Map([...taking, ...together].map((job) => [job.id, job])).values()],
    isKnown: (session === null || steps.isSuccess) && (!ids.length || undos.isSuccess),
    /** What is shown is of what was asked for before. */
    isStale: steps.isPlaceholderData || undos.isPlaceholderData,
    error: steps.error ?? undos.error,
    refetch: () => Promise.all([steps.refetch(), undos.refetch()]),
  }
}
