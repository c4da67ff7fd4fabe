import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useEffectEvent, useState } from 'react'

export type Side = 'before' | 'after'

interface ReorderOptions {
  /** Things are dropped among their own kind only. */
  readonly kind: string
  readonly id: string
  readonly axis: 'x' | 'y'
  readonly isEnabled: boolean
  readonly onDrop: (dragged: string, side: Side) => void
}

/** Makes an element movable by mouse and finger among its neighbours; says on which side of it something hovers. */
export function useReorder(ref: RefObject<HTMLElement | null>, { kind, id, axis, isEnabled, onDrop }: ReorderOptions) {
  const [side, setSide] = useState<Side | null>(null)
  const drop = useEffectEvent(onDrop)

  useEffect(() => {
    const element = ref.current
    if (!element || !isEnabled) return
    const sideAt = ({ clientX, clientY }: { clientX: number; clientY: number }): Side => {
      const box = element.getBoundingClientRect()
      const isFar = axis === 'x' ? clientX > box.x + box.width / 2 : clientY > box.y + box.height / 2
      return isFar ? 'after' : 'before'
    }
    const isNeighbour = (data: Record<string | symbol, unknown>) => data.kind === kind && data.id !== id
    return combine(
      draggable({ element, getInitialData: () => ({ kind, id }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isNeighbour(source.data),
        onDrag: ({ location }) => setSide(sideAt(location.current.input)),
        onDragLeave: () => setSide(null),
        onDrop: ({ source, location }) => {
          setSide(null)
          drop(String(source.data.id), sideAt(location.current.input))
        },
      }),
    )
  }, [ref, kind, id, axis, isEnabled])
  return side
}
