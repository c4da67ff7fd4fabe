import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { type ArrangeColumns, type Column, compactBelow, type EditCells, type TreeRows } from './column.ts'
import { leastWidth } from './column-layout.ts'
import styles from './data-grid.module.css'
import { linesWithin } from './frame.ts'
import { GridHeader } from './grid-header.tsx'
import { type GroupRows, gridLines, groupsAbove } from './grid-lines.ts'
import { GridRow } from './grid-row.tsx'
import { onCellKey } from './on-cell-key.ts'
import { onTreeKey } from './on-tree-key.ts'
import { useActiveRange } from './use-active-range.ts'
import type { GridControl } from './use-grid.ts'
import { useMarquee } from './use-marquee.tsx'
import { useReachedEnd } from './use-reached-end.ts'
import { words } from './words.ts'

interface DataGridProps<Row> {
  readonly label: string
  readonly grid: GridControl<Row>
  readonly columns: readonly Column<Row>[]
  readonly nameOf: (row: Row) => string
  readonly sort: string
  readonly onSort: (sort: string) => void
  /** Of all pages, when known. */
  readonly total?: number | undefined
  readonly onEnd?: (() => void) | undefined
  readonly isLoadingMore?: boolean
  readonly isStale?: boolean
  /** At the end of each row: its menu. */
  readonly renderActions?: (row: Row) => ReactNode
  readonly tree?: TreeRows<Row>
  /** Boxes to choose rows by; left out where nothing can be done with several. */
  readonly isSelectable?: boolean
  readonly arrange?: ArrangeColumns
  readonly cells?: EditCells<Row> | undefined
  readonly groups?: GroupRows<Row> | undefined
}

const headerHeight = 32
const rowHeight = 40
const compactRowHeight = 56
const groupHeight = 36

/** A table for any number of rows: an ARIA grid of which only the rows in view exist. */
export function DataGrid<Row>({
  grid,
  columns,
  isSelectable = true,
  renderActions,
  tree,
  arrange,
  cells,
  groups,
  ...props
}: DataGridProps<Row>) {
  const { label, nameOf, sort, onSort, total, onEnd, isLoadingMore, isStale } = props
  const { rows, activeIndex, setPerRow } = grid
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizer, width } = useElementSize()
  const ref = useMergedRef(scroller, sizer)
  const isCompact = width > 0 && width < compactBelow
  const height = isCompact ? compactRowHeight : rowHeight
  const shown = columns.filter(({ from = 0, below = Number.POSITIVE_INFINITY }) => width >= from && width < below)
  const tracks = [isSelectable ? '40px' : '8px', ...shown.map((column) => column.width), renderActions ? '40px' : '']
  const least = tracks.reduce((sum, track) => sum + (track ? leastWidth(track) : 0), 12)

  const lines = useMemo(() => gridLines(rows, groups), [rows, groups])
  const activeLine = lines.findIndex((line) => line.is === 'row' && line.index === activeIndex)
  const heightOf = (line: number) => (lines[line]?.is === 'head' ? groupHeight : height)
  const virtual = useVirtualizer({
    // Which columns fit is known a moment later; until then there are no rows to show in the wrong ones.
    count: width > 0 ? lines.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (at) => {
      const line = lines[at]
      return line?.is === 'head' ? `head ${JSON.stringify(line.value)}` : `row ${grid.order[line?.index ?? 0]}`
    },
    rangeExtractor: useActiveRange(activeLine),
  })
  const items = virtual.getVirtualItems()
  useReachedEnd(items.at(-1)?.index, lines.length, onEnd)

  const marquee = useMarquee(scroller, {
    isEnabled: isSelectable && cells === undefined && groups === undefined,
    selected: grid.selection.keys,
    keysWithin: (frame) => linesWithin(frame, { top: headerHeight, height, gap: 0 }, grid.order, 1),
    onChoose: grid.choose,
  })

  const isFixed = arrange?.isFixed ?? ((key: string) => shown.some((column) => column.key === key && column.isFixed))

  useEffect(() => setPerRow(1), [setPerRow])
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height, lines])
  useEffect(() => {
    if (activeLine >= 0) virtual.scrollToIndex(activeLine, { align: 'auto' })
  }, [activeLine, virtual])
  useEffect(() => {
    if (grid.activeId) document.getElementById(grid.activeId)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [grid.activeId])

  function onKeyDown(event: KeyboardEvent) {
    if (tree && onTreeKey(event, grid, tree)) return
    if (!cells || !onCellKey(event, { grid, cells, columns: shown })) grid.onKeyDown(event)
  }

  return (
    <div
      ref={ref}
      id={grid.id}
      role={tree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-multiselectable={isSelectable}
      aria-rowcount={(total ?? rows.length) + lines.length - rows.length + 1}
      aria-colcount={shown.length + (renderActions ? 2 : 1)}
      aria-activedescendant={grid.activeId}
      aria-busy={isStale || undefined}
      tabIndex={0}
      className={styles.grid}
      data-compact={isCompact || undefined}
      data-stale={isStale || undefined}
      data-editable={cells !== undefined || undefined}
      data-cells={(cells !== undefined && grid.activeColumn !== null) || undefined}
      style={{ '--columns': tracks.join(' '), '--row': `${height}px`, '--least': `${least}px` } as CSSProperties}
      onFocus={grid.onFocus}
      onKeyDown={onKeyDown}
    >
      <GridHeader
        grid={grid}
        columns={shown}
        sort={sort}
        onSort={onSort}
        isSelectable={isSelectable}
        hasActions={renderActions !== undefined}
        arrange={arrange}
      />
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index: at, start, key }) => {
          const line = lines[at]
          if (line?.is === 'head') {
            const { value, row: first, isFolded } = line
            const onToggle = () =>
              isFolded ? groups?.onUnfold(value) : groups?.onFold({ value, row: first, above: groupsAbove(lines, at) })
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={at + 2}
                className={styles.group}
                style={{ transform: `translateY(${start - headerHeight}px)` }}
              >
                <div role="gridcell" aria-colspan={shown.length + (renderActions ? 2 : 1)} className={styles.groupHead}>
                  {groups?.renderHead({ row: first, isFolded, onToggle })}
                </div>
              </div>
            )
          }
          const index = line?.index ?? -1
          const row = rows[index]
          return (
            row !== undefined && (
              <GridRow
                key={key}
                grid={grid}
                row={row}
                index={index}
                line={at}
                top={start - headerHeight}
                columns={shown}
                nameOf={nameOf}
                renderActions={renderActions}
                tree={tree}
                cells={cells}
                isFixed={isFixed}
                isSelectable={isSelectable}
              />
            )
          )
        })}
      </div>
      {marquee}
      {isLoadingMore && (
        <p role="status" className={styles.more}>
          {words.loadingMore}
        </p>
      )}
    </div>
  )
}
