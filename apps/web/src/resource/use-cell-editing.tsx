import { GroundworkError } from '@groundwork/client'
import type { ResourceName } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import type { Definition } from '../custom-field/definitions.ts'
import type { CellPlace, EditCells } from '../grid/column.ts'
import type { GridControl } from '../grid/use-grid.ts'
import { canOn } from '../session/abilities.ts'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import { CellEditor, type Step } from './cell-editor.tsx'
import { type EditableField, editableField } from './editable-field.ts'
import { errorsBeforeSaving } from './form-errors.ts'
import { isSame, mergeOf, resolved } from './merge-changes.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { lookupName, lookupOf } from './references.ts'
import type { StaleDialogProps } from './stale-dialog.tsx'
import type { Encounter } from './use-record-form.ts'
import { type CellChange, keyOfPlace, useUnsavedCells } from './use-unsaved-cells.tsx'
import { words } from './words.ts'

interface StaleDoorProps extends StaleDialogProps {
  readonly onNotLoaded: () => void
}

const StaleDialog = lazyDialog<StaleDoorProps>(
  () => import('./stale-dialog.tsx').then((part) => part.StaleDialog),
  function NotLoaded({ onNotLoaded }) {
    const isTold = useRef(false)
    useEffect(() => {
      if (isTold.current) return
      isTold.current = true
      onNotLoaded()
    }, [onNotLoaded])
    return null
  },
)

/** A change that meets one of somebody else's. */
interface Met extends CellChange {
  readonly encounter: Encounter
}

interface CellEditingOptions {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly grid: GridControl<AnyRow>
  /** The columns on the screen, for Tab to go from one to the next. */
  readonly columns: readonly string[]
}

/** Values changed where they stand: shown at once, saved by version, and taken back with the reason when that fails. */
export function useCellEditing({ resource, definitions, grid, columns }: CellEditingOptions): {
  readonly cells: EditCells<AnyRow>
  readonly dialog: ReactNode
} {
  const client = useQueryClient()
  const [editing, setEditing] = useState<CellPlace | null>(null)
  const [saving, setSaving] = useState<ReadonlySet<string>>(new Set())
  /** What is being changed and had not landed before. */
  const [draft, setDraft] = useState<CellChange>()
  const [met, setMet] = useState<Met | null>(null)
  /** The same, as it is by the time an answer comes. */
  const isAsking = useRef(false)
  const isEntering = useRef(false)
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
  const placeOf = ({ row, column }: CellChange): CellPlace => ({ row: keyOf(row), column })
  const unsaved = useUnsavedCells(placeOf)
  const show = (row: AnyRow) => putRows(client, resource.name, [row as RowNamed<ResourceName>])
  const mark = (place: CellPlace, isSaving: boolean) =>
    setSaving((before) => {
      const next = new Set(before)
      if (isSaving) next.add(keyOfPlace(place))
      else next.delete(keyOfPlace(place))
      return next
    })

  const focusList = () => document.getElementById(grid.id)?.focus()

  function leave(): void {
    isEntering.current = false
    setEditing(null)
    focusList()
  }

  /** `shown` is the row as the list has it, where that is not the one the change began from. */
  async function save(change: CellChange, shown = change.row): Promise<void> {
    const { row, changes } = change
    const place = placeOf(change)
    unsaved.forget(place)
    const found = Object.values(errorsBeforeSaving(resource, changes, 'patch'))[0]
    if (found !== undefined) return unsaved.keep(change, found)

    show(asTyped(shown, change))
    mark(place, true)
    const sent = send(row, changes)
    latest.current.set(place.row, sent)
    try {
      show(await sent)
    } catch (error) {
      show(shown)
      await refuse(change, error)
    } finally {
      mark(place, false)
      if (latest.current.get(place.row) === sent) latest.current.delete(place.row)
    }
  }

  async function send(row: AnyRow, changes: AnyRow): Promise<AnyRow> {
    const key = keyOf(row)
    // How that one ended has been told at its own cell.
    await latest.current.get(key)?.catch(() => undefined)
    const version = versionNow(row)
    const saved = (await apiOf(resource.name).update({ id: key, values: { ...changes, version } })) as unknown as AnyRow
    ownSteps.current.set(`${key} ${String(version)}`, saved.version)
    return saved
  }

  function versionNow(row: AnyRow): unknown {
    let { version } = row
    while (ownSteps.current.has(`${keyOf(row)} ${String(version)}`))
      version = ownSteps.current.get(`${keyOf(row)} ${String(version)}`)
    return version
  }

  /** What was kept, as a change of the row that one's own changes of other cells have made since: custom fields are sent together. */
  function onRowNow(kept: CellChange, row: AnyRow): CellChange {
    const field = fieldsByColumn.get(kept.column)
    if (!field || versionNow(kept.row) !== row.version) return kept
    return { ...kept, row, changes: field.changes(row, field.read({ ...kept.row, ...kept.changes })) }
  }

  async function refuse(change: CellChange, error: unknown): Promise<void> {
    const { row, changes } = change
    if (!(error instanceof GroundworkError && error.code === 'stale')) {
      return unsaved.refuse(change, error)
    }
    try {
      const told = error.details.current as AnyRow | undefined
      const theirs = told ?? ((await apiOf(resource.name).get({ id: keyOf(row) })) as unknown as AnyRow)
      const merge = mergeOf(row, changes, theirs, Object.keys(resource.fields))
      show(theirs)
      // They changed something else: that is no contradiction, and both hold.
      // One question at a time, and none while somebody types: what it would have been about stays in its cell.
      if (merge.conflicts.length && (isAsking.current || isEntering.current))
        unsaved.keep(change, words.changedToo, true)
      else if (merge.conflicts.length) ask({ ...change, encounter: { theirs, merge } })
      else await save({ ...change, row: theirs })
    } catch (cause) {
      unsaved.refuse(change, cause)
    }
  }

  function ask(next: Met | null): void {
    isAsking.current = next !== null
    setMet(next)
  }

  /** What shows both may not have come when it was needed: it is asked for anew. */
  async function retry(change: CellChange, shown: AnyRow): Promise<void> {
    // The button goes with the reason that it stands beside.
    focusList()
    await StaleDialog.preload()
    await save(onRowNow(change, shown), shown)
  }

  function finish(row: AnyRow, column: string, field: EditableField, { value, step, shownAs }: Entered): void {
    const before = begun.current ?? row
    const isChanged = !isSame(field.read(before) ?? null, value ?? null)
    const changes = isChanged ? field.changes(before, value) : {}
    leave()
    goOn({ ...before, ...changes }, column, step)
    if (isChanged) void save({ row: before, column, changes, shownAs }, row)
    else unsaved.forget({ row: keyOf(before), column })
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
    const place = { row: keyOf(row), column }
    const kept = unsaved.at(place)
    if (field.kind === 'boolean') {
      // What is turned is what can be seen. Turned back to what is saved, there is nothing left to save.
      const isOn = field.read(kept?.mayLand ? asTyped(row, kept) : row) !== true
      if (isOn === (field.read(row) === true)) unsaved.forget(place)
      else void save({ row, column, changes: field.changes(row, isOn) })
    } else {
      // At hand before anybody needs it: then is the time when there may be no connection.
      void StaleDialog.preload()
      const typed = kept && onRowNow(kept, row)
      open(place, typed?.row ?? row, typed)
    }
  }

  /** `from` is what the change begins from, `typed` what it had come to before. */
  function open(place: CellPlace, from: AnyRow, typed?: CellChange): void {
    begun.current = from
    setDraft(typed)
    isEntering.current = true
    setEditing(place)
  }

  /** Back to what was typed, where it was typed. */
  function goBack({ encounter: _encounter, ...change }: Met): void {
    ask(null)
    open(placeOf(change), change.row, change)
  }

  return {
    cells: {
      editing,
      isEditable: (row, column) => fieldsByColumn.get(column) !== undefined && canOn('change', row),
      onEdit: edit,
      problemOf: (place) => keptAt(place)?.reason,
      unsavedOf: (row, column) => {
        const kept = keptAt({ row: keyOf(row), column })
        return kept?.mayLand ? { row: asTyped(row, kept), onRetry: () => void retry(kept, row) } : undefined
      },
      isSaving: (place) => saving.has(keyOfPlace(place)),
      onDismiss: unsaved.forget,
      renderEditor: (row, column) => {
        const field = fieldsByColumn.get(column)
        return (
          field && (
            <CellEditor
              field={field}
              row={draft ? asTyped(row, draft) : row}
              shownAs={draft?.shownAs ?? lookupOf(resource, column, row)}
              onSave={(value, step, shownAs) =>
                finish(row, column, field, { value, step, ...(shownAs && { shownAs }) })
              }
              onCancel={leave}
            />
          )
        )
      },
    },
    dialog: (
      <>
        {met && (
          <StaleDialog
            resource={resource}
            encounter={met.encounter}
            onClose={() => goBack(met)}
            onNotLoaded={() => {
              ask(null)
              unsaved.keep(met, words.notCompared, true)
            }}
            onSettle={(sides) => {
              const left = resolved(met.changes, met.encounter.merge, sides)
              ask(null)
              if (Object.keys(left).length) void save({ ...met, row: met.encounter.theirs, changes: left })
            }}
          />
        )}
        {unsaved.dialog}
      </>
    ),
  }

  /** An editor stands in the place of what was kept; left by Escape or a click elsewhere, it is there again. */
  function keptAt(place: CellPlace) {
    return editing && keyOfPlace(editing) === keyOfPlace(place) ? undefined : unsaved.at(place)
  }

  /** The row as it would be, in the cell that it was changed in. */
  function asTyped(row: AnyRow, { column, changes, shownAs }: CellChange): AnyRow {
    const name = lookupName(resource, column)
    return { ...row, ...changes, ...(name && { [name]: shownAs ?? null }) }
  }
}

interface Entered {
  readonly value: unknown
  readonly step: Step
  readonly shownAs?: string
}
