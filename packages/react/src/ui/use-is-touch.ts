import { useSyncExternalStore } from 'react'

/** A finger drags no files, and a window as small as a phone leaves no room beside it to drag them from. */
const touch = '(pointer: coarse), (max-width: 480px)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(touch)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether files are rather chosen here than dropped. Dropping works all the same. */
export const useIsTouch = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => window.matchMedia(touch).matches,
    () => false,
  )
