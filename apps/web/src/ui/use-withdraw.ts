import { useEffect, useLayoutEffect, useRef } from 'react'

/**
 * Escape withdraws what was asked for and is not there yet, wherever the focus is: what would hear the key inside it has yet to come.
 * `isMeant` may leave the key to what holds the focus.
 */
export function useWithdraw(
  onWithdraw: () => void,
  isMeant: (target: EventTarget | null) => boolean = () => true,
): void {
  const current = useRef({ onWithdraw, isMeant })
  useLayoutEffect(() => {
    current.current = { onWithdraw, isMeant }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || !current.current.isMeant(event.target)) return
      // One Escape closes one thing.
      event.preventDefault()
      event.stopPropagation()
      current.current.onWithdraw()
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [])
}
