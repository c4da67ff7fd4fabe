import { toGroundworkError } from '@groundwork/client'
import { problemWords } from '@groundwork/react/parts'
import { useBlocker } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import type { CellPlace } from '../grid/column.ts'
import { errorsFromServer } from './form-errors.ts'
import type { AnyRow } from './record-types.ts'
import { UnsavedDialog } from './unsaved-dialog.tsx'

export interface CellChange {
  /** As it was when the change began. */
  readonly row: AnyRow
  readonly column: string
  readonly changes: AnyRow
  /** What a referenced row is called that was chosen. */
  readonly shownAs?: string | undefined
}

interface UnsavedCell extends CellChange {
  readonly reason: string
  /** Nothing is wrong with the value itself: it stays in sight, and may land at another try. */
  readonly mayLand: boolean
}

/** Changes that did not land. Each stays with its cell until it does or is given up there, and nobody leaves one without being asked. */
export function useUnsavedCells(placeOf: (change: CellChange) => CellPlace): {
  readonly at: (place: CellPlace) => UnsavedCell | undefined
  readonly keep: (change: CellChange, reason: string, mayLand?: boolean) => void
  readonly refuse: (change: CellChange, error: unknown) => void
  readonly forget: (place: CellPlace) => void
  readonly dialog: ReactNode
} {
  const [unsaved, setUnsaved] = useState<ReadonlyMap<string, UnsavedCell>>(new Map())
  const isHeld = [...unsaved.values()].some(({ mayLand }) => mayLand)
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isHeld && current.pathname !== next.pathname,
    enableBeforeUnload: isHeld,
    withResolver: true,
  })
  const keep = (change: CellChange, reason: string, mayLand = false) =>
    setUnsaved((before) => new Map(before).set(keyOfPlace(placeOf(change)), { ...change, reason, mayLand }))
  return {
    at: (place) => unsaved.get(keyOfPlace(place)),
    keep,
    refuse: (change, error) => keep(change, reasonOf(error), mayLandLater(error)),
    forget: (place) =>
      setUnsaved((before) => {
        const next = new Map(before)
        next.delete(keyOfPlace(place))
        return next
      }),
    dialog: blocker.status === 'blocked' && <UnsavedDialog onKeep={blocker.reset} onDiscard={blocker.proceed} />,
  }
}

export const keyOfPlace = ({ row, column }: CellPlace) => `${row} ${column}`

/** One sentence: what the server said of the field, or what happened. */
function reasonOf(error: unknown): string {
  const [said] = Object.values(errorsFromServer(error))
  const { code, detail } = toGroundworkError(error)
  return said ?? (code === 'internal' || code === 'unreachable' ? problemWords[code].title : detail)
}

/** The value was not what it failed for. */
function mayLandLater(error: unknown): boolean {
  const { code } = toGroundworkError(error)
  return code === 'internal' || code === 'unreachable' || code === 'unavailable' || code === 'rate_limited'
}
