import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { Column } from './column.ts'
import styles from './data-grid.module.css'
import type { GridControl } from './use-grid.ts'
import { words } from './words.ts'

interface GridHeaderProps<Row> {
  readonly grid: GridControl<Row>
  readonly columns: readonly Column<Row>[]
  readonly sort: string
  readonly onSort: (sort: string) => void
  readonly isSelectable: boolean
  readonly hasActions: boolean
}

export function GridHeader<Row>({ grid, columns, sort, onSort, isSelectable, hasActions }: GridHeaderProps<Row>) {
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
        {columns.map(({ key, label, isEnd, sortBy }) => (
          <div
            key={key}
            role="columnheader"
            aria-sort={sortBy ? ariaSort(sort, sortBy) : undefined}
            className={styles.headCell}
            data-end={isEnd || undefined}
          >
            {sortBy ? (
              <button
                type="button"
                className={styles.sorter}
                title={words.sortBy(label)}
                onClick={() => onSort(sort === sortBy ? `-${sortBy}` : sortBy)}
              >
                {label}
                {sort === sortBy && <IconArrowUp size={14} aria-hidden />}
                {sort === `-${sortBy}` && <IconArrowDown size={14} aria-hidden />}
              </button>
            ) : (
              label
            )}
          </div>
        ))}
        {hasActions && <div role="columnheader" aria-label={words.actions} />}
      </div>
    </div>
  )
}

const ariaSort = (sort: string, field: string) =>
  sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
