import { useEffect, useEffectEvent } from 'react'
import { isTyping } from '../ui/focus.ts'
import { type Entry, nameOf } from './entry.ts'
import { type Clipboard, clipboard, hold } from './entry-clipboard.ts'

interface ClipboardKeys {
  readonly chosen: readonly Entry[]
  readonly onPaste: (held: Clipboard) => void
}

/** Marks the system's clipboard as ours. Whatever else is copied afterwards, there or elsewhere, takes the mark away. */
const mark = 'application/x-groundwork-entries'

/**
 * Cut, copy and paste by the keys, as the system has them: the names go to its clipboard, so that they can be pasted into a letter too,
 * and files from elsewhere are pasted as files.
 */
export function useClipboardKeys({ chosen, onPaste }: ClipboardKeys): void {
  const take = useEffectEvent((event: ClipboardEvent, verb: Clipboard['verb']) => {
    if (!chosen.length || isTyping(event.target) || !window.getSelection()?.isCollapsed) return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', chosen.map(nameOf).join('\n'))
    event.clipboardData?.setData(mark, verb)
    hold({ verb, entries: chosen })
  })
  const put = useEffectEvent((event: ClipboardEvent) => {
    const held = clipboard()
    if (!held || isTyping(event.target) || !event.clipboardData?.types.includes(mark)) return
    event.preventDefault()
    onPaste(held)
  })

  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('copy', (event) => take(event, 'copy'), { signal })
    window.addEventListener('cut', (event) => take(event, 'cut'), { signal })
    window.addEventListener('paste', (event) => put(event), { signal })
    return () => listening.abort()
  }, [])
}
