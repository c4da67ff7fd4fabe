import type { MouseEvent, ReactNode } from 'react'
import type { Column, EditCells, TreeRows } from './column.ts'
import styles from './data-grid.module.css'
import { GridCell } from './grid-cell.tsx'
import type { GridControl } from './use-grid.ts'
import { words } from './words.ts'

export interface GridRowProps<Row> {
  readonly grid: GridControl<Row>
  readonly row: Row
  readonly index: number
  /** Its place among the lines of the grid, heads of groups included; the head of the columns is the first. */
  readonly line: number
  /** Pixels from the top of the body. */
  readonly top: number
  readonly columns: readonly Column<Row>[]
  readonly nameOf: (row: Row) => string
  readonly renderActions: ((row: Row) => ReactNode) | undefined
  readonly tree: TreeRows<Row> | undefined
  readonly cells: EditCells<Row> | undefined
  readonly isFixed: (column: string) => boolean
  readonly isSelectable: boolean
}

export function GridRow<Row>(props: GridRowProps<Row>) {
  const { grid, row, index, line, top, columns, nameOf, renderActions, tree, cells, isFixed, isSelectable } = props
  const key = grid.keyOf(row)
  const isSelected = grid.isSelected(key)
  const isActive = index === grid.activeIndex
  const hasProblem = cells !== undefined && columns.some((column) => cells.problemOf({ row: key, column: column.key }))

  function onDoubleClick(event: MouseEvent) {
    const column = columnAt(event)
    if (column && cells?.isEditable(row, column)) cells.onEdit(row, column)
    else grid.onRowDoubleClick(event, row)
  }

  return (
    <div
      id={grid.rowId(key)}
      role="row"
      aria-selected={isSelected}
      aria-rowindex={line + 2}
      aria-level={tree?.levelOf(row)}
      aria-expanded={tree?.isExpanded(row)}
      className={styles.row}
      data-active={isActive || undefined}
      data-problem={hasProblem || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => {
        // A list that an editor has opened lies elsewhere on the page: what is picked there is no click on the row.
        if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return
        grid.onRowClick(event, key)
        if (cells) grid.setActiveColumn(columnAt(event))
      }}
      onContextMenu={(event) => grid.onRowContextMenu(event, key)}
      onDoubleClick={onDoubleClick}
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
      {columns.map((column) => (
        <GridCell
          key={column.key}
          id={grid.cellId(key, column.key)}
          row={row}
          rowKey={key}
          column={column}
          isActive={isActive && cells !== undefined && grid.activeColumn === column.key}
          isFixed={isFixed(column.key)}
          cells={cells}
        />
      ))}
      {renderActions && (
        <div role="gridcell" className={styles.actions}>
          {renderActions(row)}
        </div>
      )}
    </div>
  )
}

const columnAt = ({ target }: MouseEvent): string | null =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-column]')?.dataset.column ?? null) : null
