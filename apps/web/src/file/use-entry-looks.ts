import type { Entry } from './entry.ts'
import { useClipboard } from './entry-clipboard.ts'

/** What a list knows of its entries beyond what they are. */
export interface EntryLooks {
  /** The id of the one whose name is being changed. */
  readonly renaming: string | null
  readonly stars: ReadonlySet<string>
  readonly onRenamed: (entry: Entry, name: string | null) => void
  readonly entriesWith: (entry: Entry) => readonly Entry[]
  readonly onDrop: (entries: readonly Entry[], folder: string) => void
}

/** How one entry looks now. What was cut is pale until it is put somewhere. */
export function useEntryLooks({ id }: Entry, { renaming, stars }: EntryLooks) {
  const clipboard = useClipboard()
  return {
    isRenaming: renaming === id,
    isStarred: stars.has(id),
    isCut: clipboard?.verb === 'cut' && clipboard.entries.some((entry) => entry.id === id),
  }
}
