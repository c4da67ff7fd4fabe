import type { FileState, Filter } from '@groundwork/domain'
import { dateConditions } from '../date/date-range.ts'
import { rangeOf } from '../ui/range.ts'
import { type FileSearch, filterCount, type StateGroup } from './file-search.ts'

/** The states behind each group's word. */
const statesOf = {
  available: ['available'],
  processing: ['pending', 'receiving', 'stored', 'scanning'],
  refused: ['quarantined', 'failed', 'damaged'],
  unscannable: ['unscannable'],
} as const satisfies Record<StateGroup, readonly FileState[]>

/** What the address bar says, in the filter language. `today` is any moment of the reader's day. */
export function fileFilter({ kind, state, tag, size, date, owner }: FileSearch, today: Date): Filter | undefined {
  const conditions: Filter[] = [
    ...(kind ? [{ field: 'kind', op: 'in', value: kind } as const] : []),
    ...(state ? [{ field: 'status', op: 'in', value: state.flatMap((group) => statesOf[group]) } as const] : []),
    ...(tag ? [{ field: 'tags', op: 'hasall', value: tag } as const] : []),
    ...sizeConditions(size),
    ...dateConditions(date, today),
    ...(owner ? [{ field: 'createdBy', op: 'in', value: owner } as const] : []),
  ]
  return conditions.length ? { and: conditions } : undefined
}

/**
 * Where files are looked for: in the open folder itself while nothing narrows the list, in everything below it as soon as
 * something does. What is looked for at the top is looked for everywhere.
 */
export function placeFilter(search: FileSearch): Filter | undefined {
  const { folder } = search
  if (!filterCount(search)) return folder === undefined ? atTop('folder') : { field: 'folder', op: 'eq', value: folder }
  return folder === undefined ? undefined : { field: 'folder', op: 'descendantof', value: folder }
}

/** The folders beside those files: its own, or those whose name is looked for; undefined when files alone are asked for. */
export function folderFilter(search: FileSearch): Filter | 'all' | undefined {
  const { folder, q } = search
  if (!filterCount(search)) return folder === undefined ? atTop('parent') : { field: 'parent', op: 'eq', value: folder }
  if (q === undefined || filterCount(search) > 1) return undefined
  return folder === undefined
    ? 'all'
    : {
        and: [
          { field: 'id', op: 'descendantof', value: folder },
          { field: 'id', op: 'neq', value: folder },
        ],
      }
}

const atTop = (field: string): Filter => ({ field, op: 'isnull', value: true })

/** All that must hold; undefined when nothing must. */
export function everyOf(...conditions: readonly (Filter | undefined)[]): Filter | undefined {
  const all = conditions.filter((condition) => condition !== undefined)
  return all.length > 1 ? { and: all } : all[0]
}

function sizeConditions(size: string | undefined): Filter[] {
  const { from, to } = rangeOf(size)
  return [
    ...(from ? [{ field: 'fileSize', op: 'gte', value: Number(from) } as const] : []),
    ...(to ? [{ field: 'fileSize', op: 'lte', value: Number(to) } as const] : []),
  ]
}
