import { useCallback, useEffect, useRef } from 'react'

/** Tells whether what asked is still on the screen: an answer that comes late takes nobody away from where they are by now. */
export function useStillHere(): () => boolean {
  const isHere = useRef(false)
  useEffect(() => {
    isHere.current = true
    return () => {
      isHere.current = false
    }
  }, [])
  return useCallback(() => isHere.current, [])
}
