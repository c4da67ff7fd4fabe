import { type DataJobRow, type FaultyRow, type JsonObject, jsonObject } from '@groundwork/domain'
import { useMemo, useState } from 'react'
import { useDefinitions } from '../custom-field/definitions.ts'
import type { CellPlace, EditCells } from '../grid/column.ts'
import type { GridControl } from '../grid/use-grid.ts'
import { CellEditor, type Step } from '../resource/cell-editor.tsx'
import type { NamedResource } from '../resource/record-types.ts'
import { cellText, type Fault, faultAfter, openFaults, sameFaults } from './faults.ts'
import { type Mending, mend, mendedTo } from './mending.ts'
import { mendingField } from './mending-field.ts'

interface FaultyCells {
  readonly job: DataJobRow
  readonly resource: NamedResource
  readonly header: readonly string[]
  /** Columns of the file that are on the screen. */
  readonly shownPlaces: readonly number[]
  readonly faults: readonly Fault[]
  readonly grid: GridControl<FaultyRow>
  readonly mending: Mending
  readonly onMending: (next: Mending) => void
}

/** The same slip in other rows, and what it was mended to. */
interface SameSlip {
  readonly to: string
  readonly others: readonly Fault[]
}

/** Columns of a file may be called anything; what the grid knows them by must be fit for an id. */
export const keyOfPlace = (place: number): string => `c${place}`
export const placeOfKey = (key: string | null): number => (key?.startsWith('c') ? Number(key.slice(1)) : -1)

/** Cells of faulty rows as they are mended: Enter takes a cell and leads to the next problem, Tab to the next cell. */
export function useFaultyCells(props: FaultyCells) {
  const { job, resource, header, shownPlaces, faults, grid, mending, onMending } = props
  const [editing, setEditing] = useState<CellPlace | null>(null)
  const [slip, setSlip] = useState<SameSlip | null>(null)
  const definitions = useDefinitions(resource)
  const open = useMemo(() => openFaults(faults, mending), [faults, mending])
  const wrong = useMemo(() => new Set(open.map(({ row, place }) => `${row} ${keyOfPlace(place)}`)), [open])
  const skipped = useMemo(() => new Set(mending.skipped), [mending])
  const mapping = mappingOf(job)

  function goTo(row: number, place: number): void {
    grid.focus(String(row))
    grid.setActiveColumn(keyOfPlace(place))
  }

  function goToNext(among: readonly Fault[], from: { readonly row: number; readonly place: number }): void {
    const next = faultAfter(among, from)
    if (next) goTo(next.row, next.place)
  }

  function leave(): void {
    setEditing(null)
    document.getElementById(grid.id)?.focus()
  }

  function take(row: FaultyRow, place: number, text: string, step: Step): void {
    const at = { row: row.row, header: header[place] ?? '' }
    const before = cellText(row.cells?.[place])
    const next = mend(mending, at, text, before)
    const left = openFaults(faults, next)
    const others = wrong.has(`${row.row} ${keyOfPlace(place)}`)
      ? sameFaults(left, { header: at.header, text: before })
      : []
    onMending(next)
    setSlip(text !== before && others.length ? { to: text, others } : null)
    leave()
    if (step === 0) goToNext(left, { row: row.row, place })
    else grid.setActiveColumn(keyOfPlace(shownPlaces[shownPlaces.indexOf(place) + step] ?? place))
  }

  const cells: EditCells<FaultyRow> = {
    editing,
    isEditable: ({ row }, column) => placeOfKey(column) >= 0 && !skipped.has(row),
    onEdit: ({ row }, column) => setEditing({ row: String(row), column }),
    renderEditor: (row, column) => {
      const place = placeOfKey(column)
      const name = header[place] ?? ''
      const text = mendedTo(mending, { row: row.row, header: name }) ?? cellText(row.cells?.[place])
      return (
        <CellEditor
          field={mendingField({ resource, definitions, mapping, header: name })}
          row={{ organization: job.organization, text }}
          shownAs={undefined}
          // Whom a cell names is written as people read it; the check says where that is not enough.
          onSave={(value, step, shownAs) => take(row, place, shownAs ?? String(value ?? ''), step)}
          onCancel={leave}
        />
      )
    },
    problemOf: () => undefined,
    isFaulty: ({ row, column }) => wrong.has(`${row} ${column}`),
    isSaving: () => false,
    onDismiss: () => undefined,
  }

  return {
    cells,
    open,
    skipped,
    slip,
    /** Gives the other rows the same text. */
    takeSlip: () => {
      if (!slip) return
      onMending(slip.others.reduce((all, fault) => mend(all, fault, slip.to, fault.text), mending))
      setSlip(null)
      document.getElementById(grid.id)?.focus()
    },
    goToNext: () => {
      document.getElementById(grid.id)?.focus()
      const active = grid.rows[grid.activeIndex]
      goToNext(open, { row: active?.row ?? 0, place: active ? placeOfKey(grid.activeColumn) : -1 })
    },
  }
}

/** What the job found its columns to mean. */
const mappingOf = ({ resultLog, parameters }: DataJobRow): JsonObject =>
  jsonObject.catch({}).parse(resultLog.mapping ?? parameters.mapping)
