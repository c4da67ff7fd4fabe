import { GroundworkError } from '@groundwork/client'
import { type JsonObject, judgeCustomFields } from '@groundwork/domain'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { putRows } from '../api/row-cache.ts'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { definitionsQuery } from '../custom-field/definitions.ts'
import { enteredNames } from './field-groups.ts'
import { errorsBeforeSaving, errorsFromServer, errorsOfRules, errorsWithout, type FormErrors } from './form-errors.ts'
import { initialValues } from './initial-values.ts'
import { type Merge, mergeOf, resolved, type Side } from './merge-changes.ts'
import type { AnyRow, NamedResource } from './record-types.ts'

interface RecordFormOptions {
  readonly resource: NamedResource
  /** The record to change, as it is now; null for a new one. */
  readonly row: AnyRow | null
  /** Values a new record starts with. */
  readonly initial: AnyRow
  readonly onSaved: (row: AnyRow) => void
}

/** Two people changed the same record: what to lay side by side. */
export interface Encounter {
  readonly theirs: AnyRow
  readonly merge: Merge
}

/** What somebody enters for one record, what is wrong with it, and the way to the server and back. */
export function useRecordForm({ resource, row, initial, onSaved }: RecordFormOptions) {
  const client = useQueryClient()
  const isNew = row === null
  const names = useMemo(() => enteredNames(resource, isNew), [resource, isNew])
  const [base, setBase] = useState<AnyRow>(() => row ?? initialValues(resource, initial))
  const form = useForm<Record<string, unknown>>({ initialValues: { ...base } })
  const [problem, setProblem] = useState<unknown>(null)
  const [encounter, setEncounter] = useState<Encounter | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  /** Counts refusals, so that the focus goes to what is wrong each time. */
  const [refusals, setRefusals] = useState(0)
  const isDone = useRef(false)

  const dirtyNames = names.filter((name) => form.isDirty(name))
  const isDirty = dirtyNames.length > 0
  const changes: AnyRow = Object.fromEntries(dirtyNames.map((name) => [name, form.values[name]]))
  const errors = form.errors as FormErrors
  const isOutdated = row !== null && row.version !== base.version

  function begin(from: AnyRow): void {
    setBase(from)
    form.setInitialValues({ ...from })
    form.setValues({ ...from })
    form.clearErrors()
    setProblem(null)
    setEncounter(null)
  }

  // What others change is shown at once, unless somebody is in the middle of changing it too.
  useEffect(() => {
    if (row && isOutdated && !isDirty && !isBusy) begin(row)
  })

  function refuse(found: FormErrors, cause: unknown): void {
    form.setErrors(found)
    setProblem(cause)
    setRefusals((count) => count + 1)
  }

  async function save(values: AnyRow, version: unknown): Promise<void> {
    setIsBusy(true)
    setProblem(null)
    try {
      const api = apiOf(resource.name)
      const saved = (row
        ? await api.update({ id: String(row[resource.key]), values: { ...values, version } })
        : await api.create({ values })) as unknown as AnyRow
      isDone.current = true
      putRows(client, resource.name, [saved as RowNamed<typeof resource.name>])
      if (row) begin(saved)
      onSaved(saved)
      // Lists may hold other rows now, in another order.
      void client.invalidateQueries({ queryKey: [resource.name] })
    } catch (error) {
      if (row && error instanceof GroundworkError && error.code === 'stale') await meet(error, row)
      else refuse(errorsFromServer(error), error)
    } finally {
      setIsBusy(false)
    }
  }

  /** The refusal brings the record as it is now with it; where it does not, it is asked for. */
  async function meet(error: GroundworkError, mine: AnyRow): Promise<void> {
    const told = error.details.current as AnyRow | undefined
    try {
      const theirs = told ?? ((await apiOf(resource.name).get({ id: String(mine[resource.key]) })) as unknown as AnyRow)
      compare(theirs)
    } catch (cause) {
      setProblem(cause)
    }
  }

  /** Judged by what the organization defined, as far as that is known here already; the server judges again. */
  function customFaults(given: unknown): FormErrors {
    if (typeof given !== 'object' || given === null || typeof base.organization !== 'string') return {}
    const { queryKey } = definitionsQuery(resource.name, base.organization)
    const known = client.getQueryData(queryKey)?.rows ?? []
    const before = row ? ((base.customFields ?? {}) as JsonObject) : null
    const { faults } = judgeCustomFields(known, given as JsonObject, before)
    return Object.fromEntries(Object.entries(faults).map(([path, messages]) => [path, messages.join('. ')]))
  }

  const compare = (theirs: AnyRow) => setEncounter({ theirs, merge: mergeOf(base, changes, theirs, names) })

  return {
    names,
    base,
    values: form.values as AnyRow,
    errors,
    problem,
    refusals,
    isBusy,
    isDirty,
    /** Somebody else has changed the record since this was begun. */
    isOutdated,
    encounter,
    /** True once it is saved or given up: nothing is lost by leaving. */
    isDone,
    set(name: string, value: unknown, at?: string): void {
      isDone.current = false
      form.setFieldValue(name, value)
      form.setErrors(errorsWithout(errors, at ? `${name}.${at}` : name))
    },
    submit(): void {
      if (isBusy || (row && !isDirty)) return
      const values = row ? changes : form.values
      const found = {
        ...customFaults(values.customFields ?? (row ? undefined : {})),
        ...errorsOfRules(resource, { ...base, ...values }),
        ...errorsBeforeSaving(resource, values, row ? 'patch' : 'create'),
      }
      if (Object.keys(found).length > 0) refuse(found, null)
      else void save(values, base.version)
    },
    discard: () => begin(row ?? base),
    review: () => row && compare(row),
    stepBack: () => setEncounter(null),
    /** Saves what is left of mine on top of theirs. */
    settle(sides: Readonly<Record<string, Side>>): void {
      if (!encounter) return
      const { theirs, merge } = encounter
      const left = resolved(changes, merge, sides)
      putRows(client, resource.name, [theirs as RowNamed<typeof resource.name>])
      begin(theirs)
      form.setValues({ ...theirs, ...left })
      if (Object.keys(left).length > 0) void save(left, theirs.version)
    },
  }
}
