import type { KeyboardEvent } from 'react'
import type { Column, EditCells } from './column.ts'
import type { GridControl } from './use-grid.ts'

interface CellKeys<Row> {
  readonly grid: GridControl<Row>
  readonly cells: EditCells<Row>
  readonly columns: readonly Column<Row>[]
}

/** Keys that mean a single cell: arrows sideways, Enter and F2 to change it, Escape back to the row. Whether it was one. */
export function onCellKey<Row>(event: KeyboardEvent, { grid, cells, columns }: CellKeys<Row>): boolean {
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return false
  const row = grid.rows[grid.activeIndex]
  if (row === undefined) return false
  const place = columns.findIndex(({ key }) => key === grid.activeColumn)
  const key = columns[place]?.key
  const editable = key === undefined ? columns.find((column) => cells.isEditable(row, column.key))?.key : key
  const mayEdit = editable !== undefined && cells.isEditable(row, editable)
  const goTo = (column: number) => grid.setActiveColumn(columns[column]?.key ?? null)
  const problem = key === undefined ? undefined : cells.problemOf({ row: grid.keyOf(row), column: key })

  const commands: Record<string, (() => void) | undefined> = {
    ArrowRight: () => goTo(Math.min(place + 1, columns.length - 1)),
    ArrowLeft: () => goTo(place - 1),
    Enter: key !== undefined && mayEdit ? () => cells.onEdit(row, key) : undefined,
    F2: mayEdit ? () => edit(editable) : undefined,
    Escape: key === undefined ? undefined : problem === undefined ? () => goTo(-1) : () => dismiss(key),
  }
  const command = commands[event.key]
  if (!command) return false
  event.preventDefault()
  command()
  return true

  function edit(column: string): void {
    grid.setActiveColumn(column)
    if (row !== undefined) cells.onEdit(row, column)
  }

  function dismiss(column: string): void {
    if (row !== undefined) cells.onDismiss({ row: grid.keyOf(row), column })
  }
}
