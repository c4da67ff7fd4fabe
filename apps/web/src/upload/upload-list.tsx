import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { UploadFooter } from './upload-footer.tsx'
import { UploadLine } from './upload-line.tsx'
import type { UploadSnapshot } from './upload-queue.ts'
import styles from './upload-tray.module.css'
import { words } from './words.ts'

/** Every file of the tray. Only the lines in view exist: a dropped folder may bring thousands. */
export function UploadList({ items, summary }: UploadSnapshot) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 56,
    overscan: 6,
    getItemKey: (index) => items[index]?.id ?? index,
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={scroller} className={styles.scroller} tabIndex={0} role="group" aria-label={words.tray}>
        <ul className={styles.list} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index]
            return (
              item && (
                <li
                  key={key}
                  ref={virtual.measureElement}
                  data-index={index}
                  aria-setsize={items.length}
                  aria-posinset={index + 1}
                  className={styles.slot}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <UploadLine item={item} />
                </li>
              )
            )
          })}
        </ul>
      </div>
      <UploadFooter {...summary} />
    </>
  )
}
