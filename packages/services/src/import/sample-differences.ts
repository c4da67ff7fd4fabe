import { type ImportPlan, type JsonValue, snakeCase } from '@groundwork/domain'
import type { RowOutcome } from './land-rows.ts'

/** One row as people are shown what it does, cell by cell; of a new row, from nothing. */
export interface Sample {
  readonly row: number
  readonly action: 'created' | 'updated'
  readonly title: string
  readonly changes: Readonly<Record<string, { readonly old: JsonValue; readonly new: JsonValue }>>
}

/** So many rows of each kind are shown: enough to see whether the plan is right. */
const mostSamples = 20

export function addSamples(
  samples: readonly Sample[],
  plan: ImportPlan,
  outcomes: readonly RowOutcome[],
): readonly Sample[] {
  const room = { created: mostSamples, updated: mostSamples }
  for (const { action } of samples) room[action]--
  if (room.created <= 0 && room.updated <= 0) return samples
  const added: Sample[] = []
  for (const outcome of outcomes) {
    const { kind, row } = outcome
    if ((kind !== 'created' && kind !== 'updated') || room[kind] <= 0) continue
    room[kind]--
    const changes = kind === 'updated' ? renamed(outcome.changes) : valuesOf(plan, row.values)
    added.push({ row: row.number, action: kind, title: outcome.title, changes })
  }
  return [...samples, ...added]
}

const valuesOf = (plan: ImportPlan, values: Readonly<Record<string, unknown>>) =>
  renamed(
    Object.fromEntries(
      plan.columns
        .filter(({ column }) => values[column.into] !== undefined && values[column.into] !== null)
        .map(({ column }) => [column.into, { old: null, new: values[column.into] }]),
    ),
  )

const renamed = (changes: Readonly<Record<string, { readonly old: unknown; readonly new: unknown }>>) =>
  Object.fromEntries(
    Object.entries(changes).map(([field, { old, new: now }]) => [
      snakeCase(field),
      { old: old as JsonValue, new: now as JsonValue },
    ]),
  )
