import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import styles from './data-grid.module.css'
import { GridHeader } from './grid-header.tsx'
import { useActiveRange } from './use-active-range.ts'
import type { GridControl } from './use-grid.ts'
import { words } from './words.ts'

export interface Column<Row> {
  readonly key: string
  readonly label: string
  /** A track of a CSS grid: `minmax(240px, 3fr)`, `112px`. */
  readonly width: string
  readonly isEnd?: boolean
  /** The field it sorts by, when it can. */
  readonly sortBy?: string
  /** The list must be at least this wide for the column to be shown. */
  readonly from?: number
  readonly render: (row: Row) => ReactNode
}

/** Makes the list a tree: right unfolds the active row, left folds it. */
export interface TreeRows<Row> {
  readonly levelOf: (row: Row) => number
  /** Undefined for a row without children. */
  readonly isExpanded: (row: Row) => boolean | undefined
  readonly onExpand: (row: Row, isExpanded: boolean) => void
}

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
  readonly rowHeight?: number
  /** At the end of each row: its menu. */
  readonly renderActions?: (row: Row) => ReactNode
  readonly tree?: TreeRows<Row>
}

const headerHeight = 32
/** Below this the list becomes one column of two lines. */
export const compactBelow = 560

/** A table for any number of rows: an ARIA grid of which only the rows in view exist. */
export function DataGrid<Row>({ label, grid, columns, nameOf, sort, onSort, total, onEnd, isLoadingMore, isStale, rowHeight = 40, renderActions, tree }: DataGridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sizer, width } = useElementSize()
  const ref = useMergedRef(scroller, sizer)
  const isCompact = width > 0 && width < compactBelow
  const shown = columns.filter(({ from = 0 }) => width >= from)
  const height = isCompact ? Math.max(rowHeight, 56) : rowHeight
  const { rows, keyOf, activeIndex } = grid

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    scrollMargin: headerHeight,
    scrollPaddingStart: headerHeight,
    getItemKey: (index) => grid.order[index] ?? index,
    rangeExtractor: useActiveRange(activeIndex),
  })
  grid.perRow.current = 1

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height])
  useEffect(() => {
    if (activeIndex >= 0) virtual.scrollToIndex(activeIndex, { align: 'auto' })
  }, [activeIndex, virtual])

  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (rows.length && last >= rows.length - 20) onEnd?.()
  }, [last, rows.length, onEnd])

  const tracks = `40px ${shown.map(({ width: track }) => track).join(' ')}${renderActions ? ' 40px' : ''}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: only an ARIA grid may leave out the rows that are not in view
    <div
      ref={ref}
      role={tree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={(total ?? rows.length) + 1}
      aria-colcount={shown.length + (renderActions ? 2 : 1)}
      aria-activedescendant={activeIndex >= 0 ? grid.rowId(grid.order[activeIndex] ?? '') : undefined}
      aria-busy={isStale || undefined}
      tabIndex={0}
      className={styles.grid}
      data-compact={isCompact || undefined}
      data-stale={isStale || undefined}
      style={{ '--columns': tracks, '--row': `${height}px` } as CSSProperties}
      onKeyDown={(event) => {
        const active = rows[activeIndex]
        const isSideways = event.key === 'ArrowRight' || event.key === 'ArrowLeft'
        if (tree && isSideways && active !== undefined && tree.isExpanded(active) !== undefined) tree.onExpand(active, event.key === 'ArrowRight')
        else grid.onKeyDown(event)
      }}
    >
      <GridHeader grid={grid} columns={shown} sort={sort} onSort={onSort} hasActions={renderActions !== undefined} />
      <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index]
          if (row === undefined) return null
          const key = keyOf(row)
          const isSelected = grid.isSelected(key)
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid
            <div
              key={key}
              id={grid.rowId(key)}
              role="row"
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
              aria-selected={isSelected}
              aria-rowindex={index + 2}
              aria-level={tree?.levelOf(row)}
              aria-expanded={tree?.isExpanded(row)}
              className={styles.row}
              data-active={index === activeIndex || undefined}
              style={{ transform: `translateY(${start - headerHeight}px)` }}
              onClick={(event) => grid.onRowClick(event, key)}
              onContextMenu={(event) => grid.onRowContextMenu(event, key)}
              onDoubleClick={(event) => grid.onRowDoubleClick(event, row)}
            >
              <div role="gridcell" className={styles.check}>
                <input
                  type="checkbox"
                  tabIndex={-1}
                  checked={isSelected}
                  aria-label={words.select(nameOf(row))}
                  onChange={() => grid.toggle(key)}
                />
              </div>
              {shown.map(({ key: column, isEnd, render }) => (
                <div key={column} role="gridcell" className={styles.cell} data-end={isEnd || undefined}>
                  {render(row)}
                </div>
              ))}
              {renderActions && (
                <div role="gridcell" className={styles.actions}>
                  {renderActions(row)}
                </div>
              )}
            </div>
          )
        })}
      </div>
      {isLoadingMore && (
        <p role="status" className={styles.more}>
          {words.loadingMore}
        </p>
      )}
    </div>
  )
}
