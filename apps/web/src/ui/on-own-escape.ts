import type { KeyboardEvent } from 'react'

/** Escape on what has no use of its own for it, as a word that is being composed has, or a list of choices that is open. */
export const isEscapeOut = ({ key, target, defaultPrevented, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Escape' && !defaultPrevented && !nativeEvent.isComposing && !isOpenList(target)

const isOpenList = (target: EventTarget) =>
  target instanceof Element && target.matches('[aria-haspopup="listbox"][aria-expanded="true"]')

/** Escape pressed inside. Dialogs that were opened from inside are elsewhere on the page. */
export const onOwnEscape =
  (leave: () => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { target, currentTarget } = event
    if (!isEscapeOut(event) || !(target instanceof Node && currentTarget.contains(target))) return
    event.stopPropagation()
    leave()
  }
