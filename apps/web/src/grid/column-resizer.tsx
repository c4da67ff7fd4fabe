import { type PointerEvent, useRef } from 'react'
import styles from './data-grid.module.css'

interface ColumnResizerProps {
  readonly onResize: (width: number) => void
}

/** The edge of a column, to pull at. By keyboard the column's menu does the same. */
export function ColumnResizer({ onResize }: ColumnResizerProps) {
  const start = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    const column = event.currentTarget.closest('[role="columnheader"]')
    if (!column) return
    event.preventDefault()
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width: column.getBoundingClientRect().width }
  }
  return (
    <span
      aria-hidden
      className={styles.resizer}
      // Or the header would be dragged to another place.
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={begin}
      onPointerMove={({ clientX }) => start.current && onResize(start.current.width + clientX - start.current.x)}
      onLostPointerCapture={() => {
        start.current = null
      }}
    />
  )
}
