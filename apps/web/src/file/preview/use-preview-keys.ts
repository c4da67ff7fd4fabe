import { useEffect, useRef } from 'react'

type Commands = Readonly<Record<string, (() => void) | undefined>>

/**
 * The keys of the preview, wherever in it the focus is, and already before it is there. Sound and film keep their own keys,
 * buttons and texts their Space.
 */
export function usePreviewKeys(commands: Commands): void {
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = current.current[event.key]
      if (!command || event.altKey || event.ctrlKey || event.metaKey || keepsItsKeys(event)) return
      event.preventDefault()
      event.stopPropagation()
      command()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

function keepsItsKeys({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('video, audio, input, textarea, select, dialog')) return true
  return key === ' ' && target.closest('button, a, [data-scrolls]') !== null
}
