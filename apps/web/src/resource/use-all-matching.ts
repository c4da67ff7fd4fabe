import { useEffect, useRef, useState } from 'react'
import type { RowsInput } from '../api/rows.ts'
import type { Chosen } from '../bulk/chosen.ts'
import type { GridControl } from '../grid/use-grid.ts'
import type { AnyRow } from './record-types.ts'

interface AllMatchingOptions {
  readonly grid: GridControl<AnyRow>
  readonly input: RowsInput
  readonly count: number
  readonly isCountExact: boolean
}

/** Whether everything that matches is chosen, also what is not loaded yet. Taking one row out ends it. */
export function useAllMatching({ grid, input, count, isCountExact }: AllMatchingOptions) {
  const [isAll, setIsAll] = useState(false)
  const asked = JSON.stringify(input)
  const [askedBefore, setAskedBefore] = useState(asked)
  if (asked !== askedBefore) {
    setAskedBefore(asked)
    setIsAll(false)
  }
  const loaded = grid.order.length
  const loadedBefore = useRef(loaded)
  const isWhole = loaded > 0 && grid.selection.keys.size === loaded

  useEffect(() => {
    const hasGrown = loaded > loadedBefore.current
    loadedBefore.current = loaded
    if (!isAll || isWhole) return
    if (hasGrown) grid.selectAll()
    else setIsAll(false)
  })

  const chosen: Chosen =
    isAll && isWhole ? { is: 'matching', input, count, isCountExact } : { is: 'rows', rows: grid.selectedRows }
  return { isAll: isAll && isWhole, setIsAll, isWhole, chosen }
}

export type AllMatching = ReturnType<typeof useAllMatching>
