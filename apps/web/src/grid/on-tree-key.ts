import type { KeyboardEvent } from 'react'
import type { TreeRows } from './column.ts'
import type { GridControl } from './use-grid.ts'

/**
 * Arrows sideways in a tree: right unfolds a row, then goes to the first one below it; left folds it, then goes to the one it
 * stands below. Whether it was one of them.
 */
export function onTreeKey<Row>(event: KeyboardEvent, grid: GridControl<Row>, tree: TreeRows<Row>): boolean {
  const isRight = event.key === 'ArrowRight'
  if (!isRight && event.key !== 'ArrowLeft') return false
  if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) return false
  const row = grid.rows[grid.activeIndex]
  if (row === undefined) return false
  event.preventDefault()
  const isExpanded = tree.isExpanded(row)
  if (isExpanded === !isRight) tree.onExpand(row, isRight)
  else goTo(isRight ? (isExpanded ? grid.activeIndex + 1 : -1) : parentOf(grid.activeIndex))
  return true

  function parentOf(index: number): number {
    return grid.rows.findLastIndex((other, place) => place < index && tree.levelOf(other) < levelAt(index))
  }

  function levelAt(index: number): number {
    const at = grid.rows[index]
    return at === undefined ? 0 : tree.levelOf(at)
  }

  function goTo(index: number): void {
    const key = grid.order[index]
    if (key !== undefined) grid.focus(key)
  }
}
