import type { FileState, Filter } from '@groundwork/domain'
import { type DatePreset, type FileSearch, rangeOf, type StateGroup } from './file-search.ts'

/** The states behind each group's word. */
const statesOf = {
  available: ['available'],
  processing: ['pending', 'receiving', 'stored', 'scanning'],
  refused: ['quarantined', 'failed'],
  unscannable: ['unscannable'],
} as const satisfies Record<StateGroup, readonly FileState[]>

/** What the address bar says, in the filter language. `today` is any moment of the reader's day. */
export function fileFilter({ kind, state, tag, size, date }: FileSearch, today: Date): Filter | undefined {
  const conditions: Filter[] = [
    ...(kind ? [{ field: 'kind', op: 'in', value: kind } as const] : []),
    ...(state ? [{ field: 'status', op: 'in', value: state.flatMap((group) => statesOf[group]) } as const] : []),
    ...(tag ? [{ field: 'tags', op: 'hasall', value: tag } as const] : []),
    ...sizeConditions(size),
    ...dateConditions(date, today),
  ]
  return conditions.length ? { and: conditions } : undefined
}

function sizeConditions(size: string | undefined): Filter[] {
  const { from, to } = rangeOf(size)
  return [
    ...(from ? [{ field: 'fileSize', op: 'gte', value: Number(from) } as const] : []),
    ...(to ? [{ field: 'fileSize', op: 'lte', value: Number(to) } as const] : []),
  ]
}

const daysBack: Record<DatePreset, number> = { today: 0, '7d': 6, '30d': 29, '365d': 364 }

/** Days are the reader's own. A range counts its last day in. */
function dateConditions(date: string | undefined, today: Date): Filter[] {
  if (!date) return []
  if (date in daysBack) return [since(dayAfter(today, -daysBack[date as DatePreset]))]
  const { from, to } = rangeOf(date)
  return [
    ...(from ? [since(localDay(from))] : []),
    ...(to ? [{ field: 'createdAt', op: 'lt', value: dayAfter(localDay(to), 1).toISOString() } as const] : []),
  ]
}

const since = (moment: Date): Filter => ({ field: 'createdAt', op: 'gte', value: moment.toISOString() })

/** Midnight, so that the same view asks the same question all day long. */
const dayAfter = (moment: Date, days: number) =>
  new Date(moment.getFullYear(), moment.getMonth(), moment.getDate() + days)

const localDay = (text: string) => new Date(`${text}T00:00:00`)
