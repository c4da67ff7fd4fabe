import type { KeyboardEvent } from 'react'

/**
 * Escape pressed inside, on what has no use of its own for it, as a word that is being composed has. Dialogs that were opened from inside are
 * elsewhere on the page.
 */
export const onOwnEscape =
  (leave: () => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target, currentTarget, defaultPrevented, nativeEvent } = event
    if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return
    if (!(target instanceof Node && currentTarget.contains(target))) return
    event.stopPropagation()
    leave()
  }
