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

interface Standing {
  readonly chosen: number
  readonly error: Entries['error']
}

/** Who gives up one row chooses by hand again. What could not be had before may be had now. */
export const isGivenUp = (begun: Standing, now: Standing): boolean =>
  now.chosen < begun.chosen || (now.error !== null && now.error !== begun.error)

/** Chooses all that stands here, what has not been loaded as well. Whoever clears the choice meanwhile is heard. */
export function useTakeAll(entries: Entries, grid: GridControl<Entry>): TakeAll {
  /** What there was as it began; null while nothing is taken. */
  const [taking, setTaking] = useState<Standing | null>(null)
  const { hasNextPage, isFetchingNextPage, onEnd, error, total } = entries
  const isAllLoaded = grid.selectedRows.length > 0 && grid.selectedRows.length === grid.rows.length
  const chosen = grid.selectedRows.length
  const isLeft = taking !== null && isGivenUp(taking, { chosen, error })
  const isTaking = taking !== null && !isLeft

  useEffect(() => {
    if (taking === null) return
    if (isLeft) setTaking(null)
    else if (hasNextPage && !isFetchingNextPage) onEnd?.()
    else if (!hasNextPage) {
      grid.selectAll()
      setTaking(null)
    }
  })
  function take(): void {
    // The button goes once all are chosen.
    document.getElementById(grid.id)?.focus()
    setTaking({ chosen, error })
  }
  return {
    of: hasNextPage && (isAllLoaded || isTaking) ? total : undefined,
    isTaking,
    onTake: total !== undefined && total <= mostTaken ? take : undefined,
  }
}
