import { GroundworkError, toGroundworkError } from '@groundwork/client'
import type { ResourceName } from '@groundwork/domain'
import { problemWords } from '@groundwork/react/parts'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, Suspense, useMemo, useRef, useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { CellPlace, EditCells } from '../grid/column.ts'
import type { GridControl } from '../grid/use-grid.ts'
import { canOn } from '../session/abilities.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../ui/not-loaded.tsx'
import { CellEditor, type Step } from './cell-editor.tsx'
import { type EditableField, editableField } from './editable-field.ts'
import { errorsBeforeSaving, errorsFromServer } from './form-errors.ts'
import { isSame, mergeOf, resolved } from './merge-changes.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { lookupName, lookupOf } from './references.ts'
import type { Encounter } from './use-record-form.ts'

const StaleDialog = lazyPart(() => import('./stale-dialog.tsx').then((part) => part.StaleDialog), NotLoadedDialog)

interface CellEditingOptions {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly grid: GridControl<AnyRow>
  /** The columns on the screen, for Tab to go from one to the next. */
  readonly columns: readonly string[]
}

interface Change {
  readonly row: AnyRow
  readonly column: string
  readonly changes: AnyRow
}

/** Values changed where they stand: shown at once, saved by version, and taken back with the reason when that fails. */
export function useCellEditing({ resource, definitions, grid, columns }: CellEditingOptions): {
  readonly cells: EditCells<AnyRow>
  readonly dialog: ReactNode
} {
  const client = useQueryClient()
  const [editing, setEditing] = useState<CellPlace | null>(null)
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set())
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map())
  const [met, setMet] = useState<(Change & { readonly encounter: Encounter }) | null>(null)
  /** The row as it was when the editor opened: what others do to it meanwhile must not pass unseen. */
  const begun = useRef<AnyRow | null>(null)
  /** The change of each row that is on its way: the next one waits for it. */
  const latest = useRef(new Map<string, Promise<AnyRow>>())
  /** Which version became which by a change of one's own: those are no surprise. */
  const ownSteps = useRef(new Map<string, unknown>())
  const fieldsByColumn = useMemo(
    () => new Map(columns.map((column) => [column, editableField(resource, definitions, column)])),
    [resource, definitions, columns],
  )
  const keyOf = (row: AnyRow) => String(row[resource.key])
  const show = (row: AnyRow) => putRows(client, resource.name, [row as RowNamed<ResourceName>])
  const tell = (place: CellPlace, problem: string | null) =>
    setProblems((before) => {
      const next = new Map(before)
      if (problem === null) next.delete(keyOfPlace(place))
      else next.set(keyOfPlace(place), problem)
      return next
    })
  const mark = (place: CellPlace, isSaving: boolean) =>
    setSaving((before) => {
      const next = new Set(before)
      if (isSaving) next.add(keyOfPlace(place))
      else next.delete(keyOfPlace(place))
      return next
    })

  function leave(): void {
    setEditing(null)
    document.getElementById(grid.id)?.focus()
  }

  /** `shown` is the row as the list has it, where that is not the one the change began from. */
  async function save({ row, column, changes }: Change, shown = row, shownAs?: string): Promise<void> {
    const place = { row: keyOf(row), column }
    tell(place, null)
    const found = Object.values(errorsBeforeSaving(resource, changes, 'patch'))[0]
    if (found !== undefined) return tell(place, found)

    const name = lookupName(resource, column)
    show({ ...shown, ...changes, ...(name && { [name]: shownAs ?? null }) })
    mark(place, true)
    const sent = send(row, changes)
    latest.current.set(place.row, sent)
    try {
      show(await sent)
    } catch (error) {
      show(shown)
      await refuse({ row, column, changes }, error)
    } finally {
      mark(place, false)
      if (latest.current.get(place.row) === sent) latest.current.delete(place.row)
    }
  }

  async function send(row: AnyRow, changes: AnyRow): Promise<AnyRow> {
    const key = keyOf(row)
    // How that one ended has been told at its own cell.
    await latest.current.get(key)?.catch(() => undefined)
    let { version } = row
    while (ownSteps.current.has(`${key} ${String(version)}`))
      version = ownSteps.current.get(`${key} ${String(version)}`)
    const saved = (await apiOf(resource.name).update({ id: key, values: { ...changes, version } })) as unknown as AnyRow
    ownSteps.current.set(`${key} ${String(version)}`, saved.version)
    return saved
  }

  async function refuse(change: Change, error: unknown): Promise<void> {
    const { row, column, changes } = change
    if (!(error instanceof GroundworkError && error.code === 'stale')) {
      return tell({ row: keyOf(row), column }, reasonOf(error))
    }
    const told = error.details.current as AnyRow | undefined
    const theirs = told ?? ((await apiOf(resource.name).get({ id: keyOf(row) })) as unknown as AnyRow)
    const merge = mergeOf(row, changes, theirs, Object.keys(resource.fields))
    show(theirs)
    // They changed something else: that is no contradiction, and both hold.
    if (merge.conflicts.length) setMet({ ...change, encounter: { theirs, merge } })
    else await save({ row: theirs, column, changes })
  }

  function finish(row: AnyRow, column: string, field: EditableField, { value, step, shownAs }: Entered): void {
    const before = begun.current ?? row
    const isChanged = !isSame(field.read(before) ?? null, value ?? null)
    const changes = isChanged ? field.changes(before, value) : {}
    leave()
    goOn({ ...before, ...changes }, column, step)
    if (isChanged) void save({ row: before, column, changes }, row, shownAs)
  }

  function goOn(row: AnyRow, column: string, step: Step): void {
    const editable = columns.filter((one) => fieldsByColumn.get(one))
    const next = editable[editable.indexOf(column) + step]
    if (step === 0 || next === undefined) return
    grid.setActiveColumn(next)
    edit(row, next)
  }

  function edit(row: AnyRow, column: string): void {
    const field = fieldsByColumn.get(column)
    if (!field || !canOn('change', row)) return
    tell({ row: keyOf(row), column }, null)
    if (field.kind === 'boolean') void save({ row, column, changes: field.changes(row, field.read(row) !== true) })
    else {
      begun.current = row
      setEditing({ row: keyOf(row), column })
    }
  }

  return {
    cells: {
      editing,
      isEditable: (row, column) => fieldsByColumn.get(column) !== undefined && canOn('change', row),
      onEdit: edit,
      problemOf: (place) => problems.get(keyOfPlace(place)),
      isSaving: (place) => saving.has(keyOfPlace(place)),
      onDismiss: (place) => tell(place, null),
      renderEditor: (row, column) => {
        const field = fieldsByColumn.get(column)
        return (
          field && (
            <CellEditor
              field={field}
              row={row}
              shownAs={lookupOf(resource, column, row)}
              onSave={(value, step, shownAs) =>
                finish(row, column, field, { value, step, ...(shownAs && { shownAs }) })
              }
              onCancel={leave}
            />
          )
        )
      },
    },
    dialog: met && (
      <Suspense>
        <StaleDialog
          resource={resource}
          encounter={met.encounter}
          onClose={() => setMet(null)}
          onSettle={(sides) => {
            const left = resolved(met.changes, met.encounter.merge, sides)
            setMet(null)
            if (Object.keys(left).length) void save({ row: met.encounter.theirs, column: met.column, changes: left })
          }}
        />
      </Suspense>
    ),
  }
}

interface Entered {
  readonly value: unknown
  readonly step: Step
  readonly shownAs?: string
}

const keyOfPlace = ({ row, column }: CellPlace) => `${row} ${column}`

/** One sentence: what the server said of the field, or what happened. */
function reasonOf(error: unknown): string {
  const [said] = Object.values(errorsFromServer(error))
  const { code, detail } = toGroundworkError(error)
  return said ?? (code === 'internal' || code === 'unreachable' ? problemWords[code].title : detail)
}
