import { useEffect } from 'react'

const ahead = 20

/** Calls for more before the reader gets to the end of what is there. */
export function useReachedEnd(lastShown: number | undefined, count: number, onEnd: (() => void) | undefined): void {
  useEffect(() => {
    if (lastShown !== undefined && lastShown >= count - ahead) onEnd?.()
  }, [lastShown, count, onEnd])
}
