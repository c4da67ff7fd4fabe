import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Column, EditCells } from './column.ts'
import styles from './data-grid.module.css'
import { words } from './words.ts'

interface GridCellProps<Row> {
  readonly id: string
  readonly row: Row
  readonly rowKey: string
  readonly column: Column<Row>
  readonly isActive: boolean
  readonly isFixed: boolean
  readonly cells: EditCells<Row> | undefined
}

/** One value of a row; the way to change it while it is being changed; and why it went back, when it did. */
export function GridCell<Row>({ id, row, rowKey, column, isActive, isFixed, cells }: GridCellProps<Row>) {
  const { key, isEnd, render } = column
  const place = { row: rowKey, column: key }
  const isEditing = cells?.editing?.row === rowKey && cells.editing.column === key
  const problem = cells?.problemOf(place)
  const unsaved = cells?.unsavedOf?.(row, key)
  const isFaulty = cells?.isFaulty?.(place) === true
  return (
    <div
      id={id}
      role="gridcell"
      className={styles.cell}
      data-column={key}
      data-end={isEnd || undefined}
      data-fixed={isFixed || undefined}
      data-active={isActive || undefined}
      data-editing={isEditing || undefined}
      data-saving={cells?.isSaving(place) || undefined}
      data-problem={problem !== undefined || undefined}
      data-faulty={isFaulty || undefined}
      aria-readonly={cells ? !cells.isEditable(row, key) : undefined}
      aria-invalid={problem !== undefined || isFaulty || undefined}
    >
      {isEditing ? cells?.renderEditor(row, key) : render(unsaved?.row ?? row)}
      {problem !== undefined && (
        <span role="alert" className={styles.problem}>
          <IconAlertTriangle size={14} aria-hidden />
          <span>
            <strong>{words.notSaved}</strong> {problem}{' '}
            {unsaved && (
              <UnstyledButton
                className={styles.retry}
                onClick={(event) => {
                  // Neither the row nor its other cells are meant.
                  event.stopPropagation()
                  unsaved.onRetry()
                }}
                onDoubleClick={(event) => event.stopPropagation()}
              >
                {words.retry}
              </UnstyledButton>
            )}
          </span>
        </span>
      )}
    </div>
  )
}
