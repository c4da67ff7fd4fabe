import type { DataJobRow, FaultyRow } from '@groundwork/domain'
import { Button, Menu, Switch } from '@mantine/core'
import { IconArrowBackUp, IconArrowDown, IconPlayerSkipForward } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { useGrid } from '../grid/use-grid.ts'
import type { NamedResource } from '../resource/record-types.ts'
import { KeyHints } from '../ui/key-hints.tsx'
import { cellText, faultsIn, rowsWithoutFault } from './faults.ts'
import { faultyColumns } from './faulty-columns.tsx'
import styles from './faulty-grid.module.css'
import { type Mending, mend, revertRow, skipRows } from './mending.ts'
import { reasonsOf } from './reasons-of.ts'
import { placeOfKey, useFaultyCells } from './use-faulty-cells.tsx'
import { words } from './words.ts'

interface FaultyGridProps {
  readonly job: DataJobRow
  readonly resource: NamedResource
  readonly rows: readonly FaultyRow[]
  readonly header: readonly string[]
  readonly mending: Mending
  readonly onMending: (next: Mending) => void
  readonly isReadOnly: boolean
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  readonly onEnd: (() => void) | undefined
}

const keyOf = ({ row }: FaultyRow) => String(row)

/** Faulty rows as the file has them. What is wrong is marked, said, and mended where it stands; the next trial reads it so. */
export function FaultyGrid(props: FaultyGridProps) {
  const { job, resource, rows, header, mending, onMending, isReadOnly, hasMore, isLoadingMore, onEnd } = props
  // Where few columns fit beside each other, those that are right can wait.
  const [isNarrow, setIsNarrow] = useState(() => window.innerWidth < 700)
  const faults = useMemo(() => faultsIn(rows, header), [rows, header])
  const shownPlaces = useMemo(() => {
    const wrong = new Set(faults.map(({ place }) => place))
    return header.flatMap((_, place) => (!isNarrow || wrong.has(place) ? [place] : []))
  }, [header, faults, isNarrow])
  const grid = useGrid<FaultyRow>({
    rows,
    keyOf,
    ...(!isReadOnly && { onDelete: (chosen: readonly FaultyRow[]) => empty(chosen) }),
  })
  const { cells, open, skipped, slip, takeSlip, goToNext } = useFaultyCells({
    job,
    resource,
    header,
    shownPlaces,
    faults,
    grid,
    mending,
    onMending,
  })
  const active = grid.rows[grid.activeIndex]
  const whole = rowsWithoutFault(rows, header).filter(({ row }) => !skipped.has(row)).length
  const all = job.counts.failed
  const isPart = rows.length < all
  const right = isPart ? words.rightSoFar(rows.length, all) : words.allRight
  const said = whole ? words.wholeRows(whole) : right
  const problems = isPart ? words.problemsIn(open.length, rows.length, all) : words.problems(open.length)
  const columns = useMemo(() => faultyColumns({ header, mending, shownPlaces }), [header, mending, shownPlaces])

  /** No cell keeps its turn that nobody sees. */
  function showOnlyProblems(isWanted: boolean): void {
    setIsNarrow(isWanted)
    if (placeOfKey(grid.activeColumn) >= 0) grid.setActiveColumn(null)
  }

  /** As in a spreadsheet: the cell; with the whole row marked, the row. */
  function empty(chosen: readonly FaultyRow[]): void {
    const place = placeOfKey(grid.activeColumn)
    const name = header[place]
    const numbers = chosen.map(({ row }) => row)
    if (!active || name === undefined) onMending(skipRows(mending, numbers))
    else onMending(mend(mending, { row: active.row, header: name }, '', cellText(active.cells?.[place])))
  }

  return (
    <div className={styles.root}>
      <div className={styles.bar}>
        <span className={styles.count} role="status">
          {open.length ? problems : !isReadOnly && said}
        </span>
        {open.length > 0 && (
          <Button size="compact-sm" variant="default" leftSection={<IconArrowDown size={16} />} onClick={goToNext}>
            {words.nextProblem}
          </Button>
        )}
        {hasMore && (
          <Button size="compact-sm" variant="default" loading={isLoadingMore} onClick={onEnd}>
            {words.moreFaulty}
          </Button>
        )}
        <Switch
          className={styles.narrow ?? ''}
          label={words.onlyProblems}
          checked={isNarrow}
          onChange={({ currentTarget }) => showOnlyProblems(currentTarget.checked)}
        />
      </div>
      {slip && (
        <div className={styles.slip} role="status">
          <span>
            {words.sameElsewhere(slip.others.length, slip.others[0]?.text ?? '', slip.to)}
            {isPart && ` ${words.onlyShown}`}
          </span>
          <Button size="compact-sm" onClick={takeSlip}>
            {words.mendAll(slip.others.length)}
          </Button>
        </div>
      )}
      <div className={styles.frame}>
        <DataGrid
          label={words.faultyGrid}
          grid={grid}
          columns={columns}
          nameOf={({ row }) => words.row(row)}
          sort="row"
          onSort={() => undefined}
          total={all}
          isSelectable={false}
          isLoadingMore={isLoadingMore}
          onEnd={onEnd}
          cells={isReadOnly ? undefined : cells}
          {...(!isReadOnly && {
            renderActions: ({ row }: FaultyRow) => (
              <RowMenu label={words.actionsFor(row)}>
                {!skipped.has(row) && (
                  <Menu.Item
                    leftSection={<IconPlayerSkipForward size={16} />}
                    onClick={() => onMending(skipRows(mending, [row]))}
                  >
                    {words.skip}
                  </Menu.Item>
                )}
                <Menu.Item
                  leftSection={<IconArrowBackUp size={16} />}
                  disabled={!skipped.has(row) && !mending.cells[row]}
                  onClick={() => onMending(revertRow(mending, row))}
                >
                  {skipped.has(row) ? words.unskip : words.revert}
                </Menu.Item>
              </RowMenu>
            ),
          })}
        />
      </div>
      <div className={styles.foot}>
        <span className={styles.reason} aria-live="polite">
          {active ? `${words.row(active.row)}. ${reasonsOf(active)}` : !isReadOnly && words.mendHint}
        </span>
        {!isReadOnly && <KeyHints hints={words.keys} />}
      </div>
    </div>
  )
}
