import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { RowsInput } from '../api/rows.ts'
import type { FoldedGroup } from '../grid/grid-lines.ts'
import type { AnyRow } from './record-types.ts'

interface Folding {
  readonly folded: readonly FoldedGroup<AnyRow>[]
  readonly onFold: (group: FoldedGroup<AnyRow>) => void
  readonly onUnfold: (value: unknown) => void
}

const nothing: readonly FoldedGroup<AnyRow>[] = []

/** Which groups of a list are folded: remembered while the page lives, whatever is looked at in between. */
export function useFolded(resource: string, group: string | undefined, { organizations, trash }: RowsInput): Folding {
  const client = useQueryClient()
  const key = JSON.stringify([resource, group, organizations, trash])
  const { data: folded = nothing } = useQuery({
    queryKey: ['foldedGroups', key],
    queryFn: skipToken,
    initialData: nothing,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return useMemo(() => {
    const change = (next: (before: readonly FoldedGroup<AnyRow>[]) => readonly FoldedGroup<AnyRow>[]) =>
      client.setQueryData<readonly FoldedGroup<AnyRow>[]>(['foldedGroups', key], (before = nothing) => next(before))
    const without = (value: unknown) => (before: readonly FoldedGroup<AnyRow>[]) =>
      before.filter((one) => one.value !== value)
    return {
      folded,
      onFold: (one) => change((before) => [...without(one.value)(before), one]),
      onUnfold: (value) => change(without(value)),
    }
  }, [client, key, folded])
}
