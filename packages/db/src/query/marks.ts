import { type Filter, fieldAt, type Resource, type Scope, scalarsOf } from '@groundwork/domain'
import type { Parameters } from '../connection/statement.ts'

/** A filter, parted into what marks tell of and what it asks besides. */
export interface MarkedFilter {
  readonly marks: readonly Mark[]
  readonly conditions: Filter
  readonly rest: Filter
}

/** Rows found by their marks (docs/decisions/020). */
export interface MarkedRows {
  /** What stands in front of the statement: `with ...`. */
  readonly ctes: string
  /** Whether one of the conditions leaves only a few rows: asked while the statement runs, whatever it was planned for. */
  readonly areFew: string
  /** The keys of these few. */
  readonly keys: string
}

/** Up to here rows are fetched by their keys and sorted; of more, enough of them are met soon on the way through all. */
const few = 2000

/** As the database's own `mark_value` spells `v`. To call that takes longer than to find the marks. */
const markValue = `case jsonb_typeof(v) when 'number' then trim_scale((v #>> '{}')::numeric)::text else left(v #>> '{}', 200) end`

/** More conditions would only narrow what is narrow by then. */
const mostMarks = 3

/**
 * Null when nothing in the filter has a mark. Marks only narrow: the filter itself is asked of every row besides, so that what a
 * list means does not hang on them.
 */
export function markedFilter(filter: Filter | undefined, resource: Resource): MarkedFilter | null {
  if (!filter || !keepsMarks(resource)) return null
  const parts = everyPart(filter)
  const isMarked = (part: Filter) => marksOf(part, resource).length > 0
  const marks = parts.flatMap((part) => marksOf(part, resource)).slice(0, mostMarks)
  if (!marks.length) return null
  return { marks, conditions: { and: parts.filter(isMarked) }, rest: { and: parts.filter((part) => !isMarked(part)) } }
}

/** Looks the marks up within a scope. */
export function markedRows(
  { marks }: MarkedFilter,
  { resource, scope, parameters }: { resource: Resource; scope: Scope; parameters: Parameters },
): MarkedRows {
  const { param } = parameters
  const within = scope.kind === 'within' ? scope.parts.flatMap(({ organizations }) => organizations) : null
  const home = within ? ` and organization_id = any(${param([...new Set(within)], 'uuid[]')})` : ''
  const found = marks.map(({ name, values, isJson }) => {
    const value = isJson
      ? `array(select ${markValue} from unnest(${param(values, 'jsonb[]')}) v)`
      : param(values, 'text[]')
    return `select row_id from row_mark where resource = '${resource.name}' and name = ${param(name, 'text')} and value = any(${value})${home}`
  })
  const isFew = (index: number) => `(select few from m${index})`
  const isFirst = (index: number) =>
    [...found.slice(0, index).map((_, before) => `not ${isFew(before)}`), isFew(index)].join(' and ')
  return {
    ctes: `with ${found.map((rows, index) => `m${index} as materialized (select not exists (${rows} offset ${few}) as few)`).join(', ')}`,
    areFew: `(${found.map((_, index) => isFew(index)).join(' or ')})`,
    keys: `array(${found.map((rows, index) => `select row_id from (${rows} limit ${few}) m where ${isFirst(index)}`).join(' union all ')})`,
  }
}

/** Tables whose triggers keep marks: the migration says so of all that have both. */
const keepsMarks = ({ tagged, customFields, scope }: Resource) =>
  tagged === true && customFields === true && scope.kind === 'organization'

/** What every row of the list meets. */
const everyPart = (filter: Filter): readonly Filter[] => ('and' in filter ? filter.and.flatMap(everyPart) : [filter])

interface Mark {
  readonly name: string
  /** The row has at least one of them. */
  readonly values: readonly unknown[]
  readonly isJson: boolean
}

/** As `marks_of` in the database makes them. */
function marksOf(part: Filter, resource: Resource): readonly Mark[] {
  if (!('field' in part)) return []
  const { field, op, value } = part
  const place = fieldAt(resource, field)
  if (!place || place.through) return []
  const values = scalarsOf(value)
  const name = nameOf(place.last.name, place.key)
  if (name === null || !values.length || values.some((one) => one === null)) return []
  const isJson = name !== 'tags'
  if (op === 'hasall') return values.map((one) => mark(name, [one], isJson))
  const isOneOf = op === 'hasany' || (isJson && (op === 'eq' || op === 'in'))
  return isOneOf ? [mark(name, values, isJson)] : []
}

function nameOf(field: string, key: string | undefined): string | null {
  if (field === 'tags') return 'tags'
  return field === 'customFields' && key !== undefined && key.length <= 100 ? `.${key}` : null
}

const mark = (name: string, values: readonly unknown[], isJson: boolean): Mark => ({
  name,
  values: values.map((value) => (isJson ? JSON.stringify(value) : String(value))),
  isJson,
})
