import { toGroundworkError } from '@groundwork/client'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { apiOf, type ManyChanges } from '../api/rows.ts'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { canOn } from '../session/abilities.ts'
import { toast, toastProblem, toastUndo } from '../ui/toast.tsx'
import { type Chosen, chunksOf, countIn } from './chosen.ts'
import { jobOf } from './job-of.ts'
import { type BulkResult, runInChunks } from './run-in-chunks.ts'
import { words } from './words.ts'

type BulkVerb = 'change' | 'remove' | 'restore'

/** What a job does to more rows than are done from here. */
export interface BulkJob {
  readonly id: string
  readonly verb: BulkVerb
  /** How many the list said it was, until the job has counted. */
  readonly count: number
  readonly isCountExact: boolean
}

/** What a selection is given; custom fields are named one by one, since each row keeps its others. */
export interface BulkChanges extends Omit<ManyChanges, 'ids' | 'values'> {
  readonly values?: AnyRow
  readonly customFields?: AnyRow
}

export interface BulkProgress {
  readonly verb: BulkVerb
  readonly count: number
  readonly total: number
  readonly isTotalExact: boolean
  readonly isStopping: boolean
  /** There once it is over and there is something to tell. */
  readonly end: { readonly result: BulkResult<AnyRow>; readonly skipped: number } | null
}

interface Task {
  readonly verb: BulkVerb
  /** Rows whose abilities are of before: the server alone decides. */
  readonly isUndo?: boolean
  readonly together: (rows: readonly AnyRow[]) => Promise<unknown>
  readonly alone: (row: AnyRow) => Promise<unknown>
}

const actionOf = { change: 'change', remove: 'delete', restore: 'restore' } as const

/** Changes, deletes and restores many rows, and tells how far that is. */
export function useBulk(resource: NamedResource, plural: string) {
  const client = useQueryClient()
  const [progress, setProgress] = useState<BulkProgress | null>(null)
  const [job, setJob] = useState<BulkJob | null>(null)
  const control = useRef<AbortController | null>(null)
  const api = apiOf(resource.name)
  const keyOf = (row: AnyRow) => String(row[resource.key])

  /** Whether a job does it. */
  async function isByJob(chosen: Chosen, verb: BulkVerb, asked: object): Promise<boolean> {
    const list = jobOf(resource, chosen)
    if (!list || chosen.is !== 'matching') return false
    const { count, isCountExact } = chosen
    try {
      const { jobId } = await api.bulk({ ...list, ...asked })
      setJob({ id: jobId, verb, count, isCountExact })
    } catch (error) {
      toastProblem(error)
    }
    return true
  }

  async function run(chosen: Chosen, { verb, together, alone, isUndo = false }: Task): Promise<BulkResult<AnyRow>> {
    const abort = new AbortController()
    control.current = abort
    let skipped = 0
    async function* reachable() {
      for await (const rows of chunksOf(resource, chosen, abort.signal)) {
        const within = rows.filter((row) => isUndo || canOn(actionOf[verb], row))
        skipped += rows.length - within.length
        if (within.length) yield within
      }
    }
    const isTotalExact = chosen.is === 'rows' || chosen.isCountExact
    setProgress({ verb, count: 0, total: countIn(chosen), isTotalExact, isStopping: false, end: null })
    try {
      const result = await runInChunks({
        chunks: reachable(),
        together,
        alone,
        isAboutRows,
        onProgress: (count) => setProgress((now) => now && { ...now, count: count + skipped }),
        signal: abort.signal,
      })
      const isWorthTelling = result.failures.length > 0 || result.isCut || skipped > 0
      setProgress((now) => (now && isWorthTelling ? { ...now, end: { result, skipped } } : null))
      return result
    } catch (error) {
      // The rows could not be read on; what was done before stays done.
      setProgress(null)
      if (!abort.signal.aborted) toastProblem(error)
      return { done: [], failures: [], isCut: true }
    } finally {
      await client.invalidateQueries({ queryKey: [resource.name] })
    }
  }

  async function restore(chosen: Chosen, { isUndo = false } = {}): Promise<void> {
    if (await isByJob(chosen, 'restore', { action: 'restore' })) return
    const { done } = await run(chosen, {
      verb: 'restore',
      isUndo,
      together: (rows) => api.restoreMany({ ids: rows.map(keyOf) }),
      alone: (row) => api.restore({ id: keyOf(row) }),
    })
    if (done.length) toast(words.done.restore(done.length, plural))
  }

  return {
    progress,
    job,
    leaveJob: () => setJob(null),
    stop() {
      control.current?.abort()
      setProgress((now) => now && { ...now, isStopping: true })
    },
    close: () => setProgress(null),
    restore,

    async change(chosen: Chosen, changes: BulkChanges): Promise<void> {
      if (await isByJob(chosen, 'change', askedOf(changes))) return
      const { done } = await run(chosen, {
        verb: 'change',
        together: (rows) => changeTogether(api, resource, rows, changes),
        alone: (row) => changeTogether(api, resource, [row], changes),
      })
      if (done.length) toast(words.done.change(done.length, plural))
    },

    async remove(chosen: Chosen): Promise<void> {
      if (await isByJob(chosen, 'remove', { action: 'delete' })) return
      const { done } = await run(chosen, {
        verb: 'remove',
        together: (rows) => api.removeMany({ ids: rows.map(keyOf) }),
        alone: (row) => api.remove({ id: keyOf(row) }),
      })
      if (!done.length) return
      const message = words.done.remove(done.length, plural)
      if (resource.softDelete) toastUndo(message, () => void restore({ is: 'rows', rows: done }, { isUndo: true }))
      else toast(message)
    },
  }
}

export type Bulk = ReturnType<typeof useBulk>

/** The same for a job, which leaves a row the custom fields and tags that are not named. */
const askedOf = ({ values, customFields, addTags, removeTags }: BulkChanges): object =>
  values || customFields
    ? { action: 'update', values: { ...values, ...(customFields && { customFields }) } }
    : { action: 'tag', ...(addTags && { addTags }), ...(removeTags && { removeTags }) }

/** A call for each set of custom fields there is among the rows; a single one where none are changed. */
async function changeTogether(
  api: ReturnType<typeof apiOf>,
  { key }: NamedResource,
  rows: readonly AnyRow[],
  { customFields, ...changes }: BulkChanges,
): Promise<void> {
  const idsOf = (some: readonly AnyRow[]) => some.map((row) => String(row[key]))
  if (!customFields) {
    await api.updateMany({ ids: idsOf(rows), ...changes })
    return
  }
  for (const alike of withSameCustomFields(rows)) {
    const values = { ...changes.values, customFields: withoutEmpty({ ...customFieldsOf(alike[0]), ...customFields }) }
    await api.updateMany({ ids: idsOf(alike), ...changes, values })
  }
}

const customFieldsOf = (row: AnyRow | undefined) => (row?.customFields ?? {}) as AnyRow

/** Setting a custom field to nothing takes it away. */
const withoutEmpty = (values: AnyRow): AnyRow =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  )

function withSameCustomFields(rows: readonly AnyRow[]): Iterable<readonly AnyRow[]> {
  const groups = new Map<string, AnyRow[]>()
  for (const row of rows) {
    const key = JSON.stringify(customFieldsOf(row))
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return groups.values()
}

/** Anything else would happen to each row alike. */
const isAboutRows = (error: unknown): boolean =>
  ['invalid', 'conflict', 'stale', 'forbidden', 'not_found'].includes(toGroundworkError(error).code)
