import type { FaultyRow } from '@groundwork/domain'
import { Button } from '@mantine/core'
import plain from '../ui/plain-table.module.css'
import { reasonsOf } from './reasons-of.ts'
import wizard from './wizard.module.css'
import { words } from './words.ts'

interface FaultListProps {
  readonly rows: readonly FaultyRow[]
  /** How many there are, shown or not. */
  readonly all: number
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onEnd: (() => void) | undefined
}

/** What is wrong with which row, for who may not see what stands in them. */
export function FaultList({ rows, all, hasMore, isLoadingMore, onEnd }: FaultListProps) {
  return (
    <div className={wizard.column}>
      <p className={wizard.soft}>{words.cellsHidden}</p>
      <table className={plain.table} aria-label={words.faultyGrid}>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{words.problem}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, issues }) => (
            <tr key={row}>
              <td className="tabular">{row}</td>
              <td>{reasonsOf({ issues })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < all && <p className={wizard.soft}>{words.shownOf(rows.length, all)}</p>}
      {hasMore && (
        <Button size="compact-sm" variant="default" loading={isLoadingMore} onClick={onEnd}>
          {words.moreFaulty}
        </Button>
      )}
    </div>
  )
}
