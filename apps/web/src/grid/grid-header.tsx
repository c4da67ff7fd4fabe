import type { ArrangeColumns, Column } from './column.ts'
import styles from './data-grid.module.css'
import { GridHeaderCell } from './grid-header-cell.tsx'
import type { GridControl } from './use-grid.ts'
import { words } from './words.ts'

interface GridHeaderProps<Row> {
  readonly grid: GridControl<Row>
  readonly columns: readonly Column<Row>[]
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly isSelectable: boolean
  readonly hasActions: boolean
  readonly arrange: ArrangeColumns | undefined
}

export function GridHeader<Row>({
  grid,
  columns,
  sort,
  onSort,
  isSelectable,
  hasActions,
  arrange,
}: GridHeaderProps<Row>) {
  const chosen = grid.selection.keys.size
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" className={styles.check}>
          {isSelectable && (
            <input
              type="checkbox"
              aria-label={words.selectAll}
              checked={chosen > 0 && chosen === grid.rows.length}
              ref={(box) => {
                if (box) box.indeterminate = chosen > 0 && chosen < grid.rows.length
              }}
              onChange={grid.toggleAll}
            />
          )}
        </div>
        {columns.map((column) => (
          <GridHeaderCell key={column.key} column={column} sort={sort} onSort={onSort} arrange={arrange} />
        ))}
        {hasActions && <div role="columnheader" aria-label={words.actions} />}
      </div>
    </div>
  )
}
