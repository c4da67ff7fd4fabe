import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { type RefObject, useEffect, useEffectEvent } from 'react'
import { dragEntry, dropEntries } from './drag-entries.ts'
import type { Entry } from './entry.ts'

interface EntryDrag {
  readonly entry: Entry
  /** What goes along: all that is chosen, when the entry is. */
  readonly entriesWith: (entry: Entry) => readonly Entry[]
  readonly onDrop: (entries: readonly Entry[], folder: string) => void
}

/** The element is what is taken hold of; a folder takes what is dropped anywhere on its row or card. */
export function useEntryDrag(ref: RefObject<HTMLElement | null>, { entry, entriesWith, onDrop }: EntryDrag): void {
  const taken = useEffectEvent(() => entriesWith(entry))
  const drop = useEffectEvent(onDrop)
  const { id, is } = entry
  const { organization } = entry.row

  useEffect(() => {
    const handle = ref.current
    const place = handle?.closest<HTMLElement>('[aria-selected]')
    if (!handle || !place) return undefined
    const dragging = dragEntry(handle, () => taken())
    if (is === 'file') return dragging
    return combine(dragging, dropEntries(place, { organization, folder: id, onDrop: (entries) => drop(entries, id) }))
  }, [ref, id, is, organization])
}
