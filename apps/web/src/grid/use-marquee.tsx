import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { type Frame, frameBetween } from './frame.ts'
import styles from './marquee.module.css'

interface MarqueeOptions {
  readonly isEnabled: boolean
  readonly selected: ReadonlySet<string>
  readonly keysWithin: (frame: Frame) => ReadonlySet<string>
  readonly onChoose: (keys: ReadonlySet<string>) => void
}

/** Less than this is a click by a hand that trembles. */
const leastPx = 5
const edgePx = 28
const scrollPx = 14

/** What has its own use for a drag, or for a click. */
const ownUse = 'button, a, input, textarea, label, [draggable="true"], [role="columnheader"]'

/**
 * A frame drawn with the mouse chooses what it touches; with Control what was chosen before stays. At the edges the list scrolls. A
 * click beside everything chooses nothing. Answers the frame, to be shown in what scrolls.
 */
export function useMarquee(scroller: RefObject<HTMLElement | null>, options: MarqueeOptions): ReactNode {
  const { isEnabled } = options
  const [frame, setFrame] = useState<Frame | null>(null)
  const choose = useEffectEvent((drawn: Frame | null, before: ReadonlySet<string>) => {
    options.onChoose(new Set([...before, ...(drawn ? options.keysWithin(drawn) : [])]))
  })
  const chosenNow = useEffectEvent(() => options.selected)

  useEffect(() => {
    const element = scroller.current
    if (!element || !isEnabled) return
    const listening = new AbortController()
    element.addEventListener('pointerdown', (event) => begin(element, event), { signal: listening.signal })
    return () => listening.abort()

    function begin(list: HTMLElement, down: PointerEvent): void {
      const { target } = down
      if (down.button !== 0 || down.pointerType !== 'mouse' || !(target instanceof Element) || target.closest(ownUse))
        return
      // A press on the scroll bar is no press on the list.
      if (down.offsetX > list.clientWidth && target === list) return
      const start = placeOf(list, down)
      const before = down.ctrlKey || down.metaKey || down.shiftKey ? chosenNow() : new Set<string>()
      const drag = new AbortController()
      let last = down
      let isDrawn = false
      let turn = 0

      const draw = () => {
        const drawn = frameBetween(start, placeOf(list, last))
        isDrawn ||= Math.max(drawn.right - drawn.left, drawn.bottom - drawn.top) >= leastPx
        if (!isDrawn) return
        setFrame(drawn)
        choose(drawn, before)
      }
      const scroll = () => {
        turn = window.requestAnimationFrame(scroll)
        const by = edgeOf(list, last)
        if (!isDrawn || by === 0) return
        list.scrollBy({ top: by })
        draw()
      }
      const end = () => {
        drag.abort()
        window.cancelAnimationFrame(turn)
        setFrame(null)
        if (isDrawn) swallowClick()
        else if (target instanceof Element && !target.closest('[aria-selected]')) choose(null, before)
      }
      turn = window.requestAnimationFrame(scroll)
      window.addEventListener(
        'pointermove',
        (event) => {
          last = event
          draw()
        },
        { signal: drag.signal },
      )
      window.addEventListener('pointerup', end, { signal: drag.signal })
      window.addEventListener('pointercancel', end, { signal: drag.signal })
    }
  }, [scroller, isEnabled])

  if (!frame) return null
  const { left, top, right, bottom } = frame
  return <div className={styles.frame} style={{ left, top, width: right - left, height: bottom - top }} aria-hidden />
}

/** Inside what scrolls, and never beyond it: a frame must not make the list longer. */
function placeOf(list: HTMLElement, { clientX, clientY }: PointerEvent): { x: number; y: number } {
  const box = list.getBoundingClientRect()
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most)
  return {
    x: within(clientX - box.left + list.scrollLeft, list.scrollWidth),
    y: within(clientY - box.top + list.scrollTop, list.scrollHeight),
  }
}

function edgeOf(list: HTMLElement, { clientY }: PointerEvent): number {
  const box = list.getBoundingClientRect()
  if (clientY > box.bottom - edgePx) return scrollPx
  return clientY < box.top + edgePx ? -scrollPx : 0
}

/** The click that ends a drag is none on the row below it. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation()
  window.addEventListener('click', swallow, { capture: true, once: true })
  // Where the button comes up over something else there is no click at all.
  window.requestAnimationFrame(() => window.removeEventListener('click', swallow, { capture: true }))
}
