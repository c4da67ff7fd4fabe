import { useEffect, useEffectEvent, useRef } from 'react'

interface FolderFocus {
  readonly folder: string | undefined
  /** Whether its list, or that it is empty, can be seen. */
  readonly isShown: boolean
  readonly focusList: () => void
  readonly onUp: () => void
}

/**
 * The list of another folder is another list: it takes the focus that went with the one before. In an empty folder there is none to
 * take it, and the key that leads up works all the same.
 */
export function useFolderFocus({ folder, isShown, focusList, onUp }: FolderFocus): void {
  const shown = useRef(folder)
  const up = useEffectEvent(onUp)
  const take = useEffectEvent(focusList)

  useEffect(() => {
    if (!isShown || shown.current === folder) return
    shown.current = folder
    if (isLost(document.activeElement)) take()
  }, [folder, isShown])

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Backspace' && isLost(event.target) && !event.defaultPrevented) up()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}

const isLost = (target: EventTarget | null) => target === null || target === document.body
