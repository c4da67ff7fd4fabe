import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import styles from './card-grid.module.css'
import { linesWithin } from './frame.ts'
import { useActiveRange } from './use-active-range.ts'
import type { GridControl } from './use-grid.ts'
import { useMarquee } from './use-marquee.tsx'
import { useReachedEnd } from './use-reached-end.ts'
import { words } from './words.ts'

interface CardGridProps<Row> {
  readonly label: string
  readonly grid: GridControl<Row>
  readonly nameOf: (row: Row) => string
  readonly total?: number | undefined
  readonly onEnd?: (() => void) | undefined
  readonly isStale?: boolean
  readonly renderCard: (row: Row) => ReactNode
}

const leastWidth = 168
/** On a phone two cards still stand beside each other. */
const leastWidthNarrow = 128
const cardHeight = 196
const gap = 12
/** As the style sheet has it. */
const paddingTop = 12
const paddingLeft = 16

/** The same rows as cards, as many beside each other as fit. Arrow keys move in two directions. */
export function CardGrid<Row>({ label, grid, nameOf, total, onEnd, isStale, renderCard }: CardGridProps<Row>) {
  const { rows, keyOf, activeIndex, setPerRow } = grid
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizer, width } = useElementSize()
  const ref = useMergedRef(scroller, sizer)
  const least = width < 420 ? leastWidthNarrow : leastWidth
  const perRow = Math.max(1, Math.floor((width + gap) / (least + gap)))
  useEffect(() => setPerRow(perRow), [setPerRow, perRow])
  const activeLine = activeIndex < 0 ? -1 : Math.floor(activeIndex / perRow)
  const lines = width > 0 ? Math.ceil(rows.length / perRow) : 0

  const virtual = useVirtualizer({
    count: lines,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 3,
    rangeExtractor: useActiveRange(activeLine),
  })
  useEffect(() => {
    if (activeLine >= 0) virtual.scrollToIndex(activeLine, { align: 'auto' })
  }, [activeLine, virtual])

  const marquee = useMarquee(scroller, {
    isEnabled: true,
    selected: grid.selection.keys,
    keysWithin: (frame) =>
      linesWithin(frame, { top: paddingTop, height: cardHeight, gap }, grid.order, perRow, {
        left: paddingLeft,
        width: (width + gap) / perRow - gap,
        gap,
      }),
    onChoose: grid.choose,
  })
  const items = virtual.getVirtualItems()
  const lastLine = items.at(-1)?.index
  useReachedEnd(lastLine === undefined ? undefined : (lastLine + 1) * perRow, rows.length, onEnd)

  return (
    <div
      ref={ref}
      role="grid"
      aria-label={label}
      aria-multiselectable
      aria-rowcount={Math.ceil((total ?? rows.length) / perRow)}
      aria-colcount={perRow}
      aria-activedescendant={grid.activeId}
      tabIndex={0}
      className={styles.grid}
      data-stale={isStale || undefined}
      style={{ '--per-row': perRow } as CSSProperties}
      onFocus={grid.onFocus}
      onKeyDown={grid.onKeyDown}
    >
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index: line, start }) => (
          <div
            key={line}
            role="row"
            aria-rowindex={line + 1}
            className={styles.line}
            style={{ transform: `translateY(${start}px)` }}
          >
            {rows.slice(line * perRow, (line + 1) * perRow).map((row, place) => {
              const key = keyOf(row)
              const isSelected = grid.isSelected(key)
              return (
                <div
                  key={key}
                  id={grid.rowId(key)}
                  role="gridcell"
                  aria-selected={isSelected}
                  aria-colindex={place + 1}
                  className={styles.card}
                  data-active={line * perRow + place === activeIndex || undefined}
                  onClick={(event) => grid.onRowClick(event, key)}
                  onContextMenu={(event) => grid.onRowContextMenu(event, key)}
                  onDoubleClick={(event) => grid.onRowDoubleClick(event, row)}
                >
                  <input
                    type="checkbox"
                    tabIndex={-1}
                    className={styles.check}
                    checked={isSelected}
                    aria-label={words.select(nameOf(row))}
                    onChange={() => grid.toggle(key)}
                  />
                  {renderCard(row)}
                </div>
              )
            })}
          </div>
        ))}
      </div>
      {marquee}
    </div>
  )
}
