import { useEffect, useState } from 'react'
import type { GridControl } from '../grid/use-grid.ts'
import type { Entry } from './entry.ts'
import type { Entries } from './use-entries.ts'

/** As many as are brought here page by page only for being chosen. */
const mostTaken = 10_000

export interface TakeAll {
  /** How many there are, while only those that were loaded are chosen; undefined where these are all, or none are meant. */
  readonly of: number | undefined
  readonly isTaking: boolean
  /** Missing where there are too many of them. */
  readonly onTake: (() => void) | undefined
}

/** Chooses all that stands here, what has not been loaded as well. Whoever clears the choice meanwhile is heard. */
export function useTakeAll(entries: Entries, grid: GridControl<Entry>): TakeAll {
  const [isTaking, setIsTaking] = useState(false)
  const { hasNextPage, isFetchingNextPage, onEnd, error, total } = entries
  const isAllLoaded = grid.selectedRows.length > 0 && grid.selectedRows.length === grid.rows.length
  const isLeft = grid.selectedRows.length === 0 || error !== null

  useEffect(() => {
    if (!isTaking) return
    if (isLeft) setIsTaking(false)
    else if (hasNextPage && !isFetchingNextPage) onEnd?.()
    else if (!hasNextPage) {
      grid.selectAll()
      setIsTaking(false)
    }
  })
  function take(): void {
    // The button goes once all are chosen.
    document.getElementById(grid.id)?.focus()
    setIsTaking(true)
  }
  return {
    of: hasNextPage && (isAllLoaded || isTaking) ? total : undefined,
    isTaking,
    onTake: total !== undefined && total <= mostTaken ? take : undefined,
  }
}
