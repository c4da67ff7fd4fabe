import type { FileState, Filter } from '@groundwork/domain'
import { dateConditions } from '../date/date-range.ts'
import { rangeOf } from '../ui/range.ts'
import type { FileSearch, StateGroup } from './file-search.ts'

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
