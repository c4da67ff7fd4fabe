import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import type { ArrangeColumns, Column } from './column.ts'
import { widthStep } from './column-layout.ts'
import { ColumnMenu } from './column-menu.tsx'
import { ColumnResizer } from './column-resizer.tsx'
import styles from './data-grid.module.css'
import { useReorder } from './use-reorder.ts'
import { words } from './words.ts'

interface GridHeaderCellProps<Row> {
  readonly column: Column<Row>
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly arrange: ArrangeColumns | undefined
}

/** The head of a column: sorts, and where the list lets it, moves, grows, shrinks and goes. */
export function GridHeaderCell<Row>({ column, sort, onSort, arrange }: GridHeaderCellProps<Row>) {
  const { key, label, isEnd, sortBy } = column
  const cell = useRef<HTMLDivElement>(null)
  const isMovable = arrange !== undefined && !arrange.isFixed(key)
  const side = useReorder(cell, {
    kind: 'column',
    id: key,
    axis: 'x',
    isEnabled: isMovable,
    onDrop: (dragged, on) => arrange?.onMoveBeside(dragged, key, on),
  })
  const widen = (pixels: number) => arrange?.onResize(key, (cell.current?.getBoundingClientRect().width ?? 0) + pixels)

  function onKeyDown(event: KeyboardEvent) {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (!arrange || direction === 0 || event.altKey === event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.shiftKey) widen(direction * widthStep)
    else arrange.onMoveBy(key, direction)
  }

  return (
    <div
      ref={cell}
      role="columnheader"
      aria-sort={sortBy ? ariaSort(sort, sortBy) : undefined}
      className={styles.headCell}
      data-end={isEnd || undefined}
      data-fixed={(arrange ? arrange.isFixed(key) : column.isFixed) || undefined}
      data-drop={side ?? undefined}
      onKeyDown={onKeyDown}
    >
      {sortBy ? (
        <button
          type="button"
          className={styles.sorter}
          title={words.sortBy(label)}
          onClick={() => onSort(sort === sortBy ? `-${sortBy}` : sortBy)}
        >
          <span className="truncate">{label}</span>
          {sort === sortBy && <IconArrowUp size={14} aria-hidden />}
          {sort === `-${sortBy}` && <IconArrowDown size={14} aria-hidden />}
        </button>
      ) : (
        <span className="truncate">{label}</span>
      )}
      {arrange && (
        <>
          <ColumnMenu column={column} onSort={onSort} arrange={arrange} onWiden={widen} />
          <ColumnResizer onResize={(width) => arrange.onResize(key, width)} />
        </>
      )}
    </div>
  )
}

const ariaSort = (sort: string, field: string) =>
  sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
