import type { ReactNode } from 'react'
import type { Column, TreeRows } from './column.ts'
import styles from './data-grid.module.css'
import type { GridControl } from './use-grid.ts'
import { words } from './words.ts'

export interface GridRowProps<Row> {
  readonly grid: GridControl<Row>
  readonly row: Row
  readonly index: number
  /** Pixels from the top of the body. */
  readonly top: number
  readonly columns: readonly Column<Row>[]
  readonly nameOf: (row: Row) => string
  readonly renderActions: ((row: Row) => ReactNode) | undefined
  readonly tree: TreeRows<Row> | undefined
  readonly isSelectable: boolean
}

export function GridRow<Row>(props: GridRowProps<Row>) {
  const { grid, row, index, top, columns, nameOf, renderActions, tree, isSelectable } = props
  const key = grid.keyOf(row)
  const isSelected = grid.isSelected(key)
  return (
    <div
      id={grid.rowId(key)}
      role="row"
      aria-selected={isSelected}
      aria-rowindex={index + 2}
      aria-level={tree?.levelOf(row)}
      aria-expanded={tree?.isExpanded(row)}
      className={styles.row}
      data-active={index === grid.activeIndex || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => grid.onRowClick(event, key)}
      onContextMenu={(event) => grid.onRowContextMenu(event, key)}
      onDoubleClick={(event) => grid.onRowDoubleClick(event, row)}
    >
      <div role="gridcell" className={styles.check}>
        {isSelectable && (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={isSelected}
            aria-label={words.select(nameOf(row))}
            onChange={() => grid.toggle(key)}
          />
        )}
      </div>
      {columns.map(({ key: column, isEnd, render }) => (
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
}
