import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import styles from './drag-entries.module.css'
import { type Entry, movable, nameOf } from './entry.ts'
import { mayMove } from './entry-abilities.ts'
import { words } from './words.ts'

/** What is under way. */
interface Dragged extends Record<string | symbol, unknown> {
  readonly kind: 'entries'
  readonly entries: readonly Entry[]
}

const isDragged = (data: Record<string | symbol, unknown>): data is Dragged => data.kind === 'entries'

/** Makes an entry something to take away, with all that is chosen besides. */
export const dragEntry = (element: HTMLElement, entriesOf: () => readonly Entry[]): (() => void) =>
  draggable({
    element,
    canDrag: () => entriesOf().some(mayMove),
    getInitialData: (): Dragged => ({ kind: 'entries', entries: entriesOf().filter(mayMove) }),
    onGenerateDragPreview: ({ nativeSetDragImage }) => {
      const [first, ...others] = entriesOf().filter(mayMove)
      if (!first) return
      setCustomNativeDragPreview({
        nativeSetDragImage,
        render: ({ container }) => {
          const card = document.createElement('div')
          card.className = styles.preview ?? ''
          card.textContent = words.entries(others.length + 1, nameOf(first))
          container.append(card)
        },
      })
    },
  })

interface DropPlace {
  readonly organization: string | undefined
  /** The folder; null for the top. */
  readonly folder: string | null
  readonly onDrop: (entries: readonly Entry[]) => void
}

/** Makes something a place to let go of entries: a folder's row or card, a step of the path. */
export function dropEntries(element: HTMLElement, { organization, folder, onDrop }: DropPlace): () => void {
  const taken = (entries: readonly Entry[]) =>
    movable(entries, folder).filter(({ row }) => organization === undefined || row.organization === organization)
  const stop = dropTargetForElements({
    element,
    canDrop: ({ source }) => isDragged(source.data) && taken(source.data.entries).length > 0,
    onDragEnter: () => element.setAttribute('data-drop', 'into'),
    onDragLeave: () => element.removeAttribute('data-drop'),
    onDrop: ({ source }) => {
      element.removeAttribute('data-drop')
      if (isDragged(source.data)) onDrop(taken(source.data.entries))
    },
  })
  return () => {
    element.removeAttribute('data-drop')
    stop()
  }
}
