import type { Page } from '@groundwork/db'
import {
  type Compared,
  camelCase,
  comparedAt,
  DomainError,
  type Filter,
  fieldAtRest,
  invalidField,
  isSortable,
  parseFilter,
  pathOf,
  type Resource,
  type Scalar,
} from '@groundwork/domain'
import type { ListInput } from '../list-query.ts'
import { presentRest } from './present.ts'

const defaultPageSize = 25
const maxPageSize = 200
const maxOffset = 10_000
const reserved = new Set(['filter', 'apply_filter', 'search', 'ordering', 'page', 'page_size', 'cursor', 'trash'])

export interface PageRequest {
  readonly list: ListInput
  readonly page: number
  readonly size: number
}

/** A list's own parameters, besides its fields: what each means in the filter language. */
export type PlainParameters = Readonly<Record<string, (value: string) => Filter>>

/** Reads `?filter= &apply_filter= &search= &ordering= &page= &page_size= &cursor= &trash= &<field>=`. Misspelt names are refused, not ignored. */
export function readPageRequest(
  resource: Resource,
  query: URLSearchParams,
  parameters: PlainParameters = {},
): PageRequest {
  const size = readNumber(query, 'page_size', { least: 1, most: maxPageSize, fallback: defaultPageSize })
  const page = readNumber(query, 'page', { least: 1, most: maxOffset, fallback: 1 })
  const offset = (page - 1) * size
  if (offset > maxOffset)
    throw invalidField('page', `Pages reach ${maxOffset} rows deep; follow "next" or use a filter`)
  const cursor = query.get('cursor')
  const organizations = readOrganizations(resource, query)
  const filter = readFilters(resource, query, parameters)
  const search = query.get('search')?.trim()
  const applyFilter = query.get('apply_filter')
  return {
    page,
    size,
    list: {
      limit: size,
      ...(filter !== undefined && { filter }),
      ...(applyFilter !== null && { applyFilter: readText('apply_filter', applyFilter, 100) }),
      ...(search && { search: readText('search', search, 200) }),
      ...(query.get('ordering') && { orderBy: readOrdering(resource, query.get('ordering') ?? '') }),
      ...(cursor ? { cursor } : { offset, withCount: true }),
      ...(organizations && { organizations }),
      ...(readBoolean('trash', query.get('trash') ?? 'false') && { trash: true }),
    },
  }
}

/**
 * The list in the seeds' shape. `next` goes by cursor, which neither repeats nor skips a row while others are added; only
 * who asks for pages by number gets numbers back, until they would get deep.
 */
export function writePage(
  resource: Resource,
  { page, size }: PageRequest,
  { rows, nextCursor, count, isCountExact }: Page<object>,
  url: URL,
): string {
  const next =
    nextCursor === null
      ? null
      : url.searchParams.has('page') && page * size <= maxOffset
        ? withParams(url, { page: String(page + 1) })
        : withParams(url, { page: null, cursor: nextCursor })
  const previous = page > 1 ? withParams(url, { page: String(page - 1) }) : null
  const head = JSON.stringify({
    count: count ?? null,
    ...(isCountExact === false && { count_exact: false }),
    next,
    previous,
  })
  return `${head.slice(0, -1)},"results":[${rows.map((row) => presentRest(resource, row)).join(',')}]}`
}

function withParams(url: URL, params: Readonly<Record<string, string | null>>): string {
  const changed = new URL(url)
  for (const [name, value] of Object.entries(params)) {
    if (value === null) changed.searchParams.delete(name)
    else changed.searchParams.set(name, value)
  }
  return changed.href
}

function readFilters(resource: Resource, query: URLSearchParams, parameters: PlainParameters): unknown {
  const conditions: unknown[] = []
  const given = query.get('filter')
  if (given !== null) conditions.push(readJson(given))
  for (const [name, value] of query) {
    if (reserved.has(name) || (name === 'organization' && isOrganizationScoped(resource))) continue
    const own = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    conditions.push(own ? own(value) : equality(resource, name, value))
  }
  return conditions.length > 1 ? { and: conditions } : conditions[0]
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new DomainError('invalid', 'The filter is not valid JSON', {
      cause,
      reason: 'filter_malformed',
      fields: { filter: ['Not valid JSON'] },
    })
  }
}

/** `?status=active`, `?tags=a,b` (any of them), `?parent=null`. */
function equality(resource: Resource, name: string, value: string): Filter {
  const place = fieldAtRest(resource, name)
  const field = place ? pathOf(place) : camelCase(name.replaceAll('__', '.'))
  const [head = ''] = field.split('.')
  const first = Object.hasOwn(resource.fields, head) ? resource.fields[head] : undefined
  if (!first?.filter) throw invalidField(name, 'Unknown parameter', 'unknown_parameter')
  // What a hop leads to is the filter parser's to judge.
  const known = place && !place.through ? comparedAt(place) : undefined
  if (value === 'null') return { field, op: 'isnull', value: true }
  if (known?.kind === 'textArray') return { field, op: 'hasany', value: value.split(',') }
  if (place?.key !== undefined) return { field, op: 'in', value: meaningsOf(value) }
  const condition = { field, op: 'eq', value: known ? readScalar(name, known, value) : value } as const
  return known ? checked(resource, name, condition) : condition
}

/** A custom field holds text, a number, or yes and no: the parameter asks for all that it can mean. */
function meaningsOf(value: string): Scalar[] {
  if (value === 'true' || value === 'false') return [value, value === 'true']
  return value.trim() && Number.isFinite(Number(value)) ? [value, Number(value)] : [value]
}

/** A value that does not fit is told by the parameter's own name, not by its place in the filter that it becomes. */
function checked(resource: Resource, name: string, condition: Filter): Filter {
  try {
    return parseFilter(condition, resource)
  } catch (error) {
    const [[problem] = []] = error instanceof DomainError ? Object.values(error.fields ?? {}) : []
    throw problem === undefined ? error : invalidField(name, problem, 'filter_bad_value')
  }
}

function readScalar(name: string, { kind }: Compared, value: string): Scalar {
  if (kind === 'boolean') return readBoolean(name, value)
  if (kind === 'number' && value.trim() && Number.isFinite(Number(value))) return Number(value)
  if (kind !== 'integer' && kind !== 'bigint') return value
  if (!/^-?\d{1,15}$/.test(value)) throw invalidField(name, 'Must be a whole number')
  return Number(value)
}

export const isOrganizationScoped = ({ scope }: Resource) =>
  scope.kind === 'organization' && scope.field === 'organization'

/** Naming the organization narrows the scope itself, which is cheaper than a condition. */
export function readOrganizations(resource: Resource, query: URLSearchParams): string[] | undefined {
  if (!isOrganizationScoped(resource) || !query.has('organization')) return undefined
  const ids = query.getAll('organization').flatMap((value) => value.split(','))
  if (!ids.every((id) => /^[0-9a-f-]{36}$/i.test(id))) throw invalidField('organization', 'Not an id')
  return ids
}

function readOrdering(resource: Resource, text: string): string[] {
  return text.split(',').map((part) => {
    const name = part.trim()
    const field = sortName(name.replace(/^-/, ''))
    if (!isSortable(resource, field))
      throw invalidField('ordering', `Cannot sort by ${readText('ordering', name, 60)}`, 'unknown_field')
    return name.startsWith('-') ? `-${field}` : field
  })
}

/** The key of a custom field is the organization's own word and never respelt. */
const sortName = (name: string) => {
  const [, key] = /^custom_fields(?:\.|__)(.+)$/s.exec(name) ?? []
  return key ? `customFields.${key}` : camelCase(name)
}

function readBoolean(name: string, value: string): boolean {
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw invalidField(name, 'Must be true or false')
}

function readNumber(
  query: URLSearchParams,
  name: string,
  { least, most, fallback }: { least: number; most: number; fallback: number },
) {
  const text = query.get(name)
  if (text === null) return fallback
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw invalidField(name, `Must be a whole number from ${least} to ${most}`)
  return value
}

function readText(name: string, value: string, most: number): string {
  if (value.length > most || value.includes('\u0000'))
    throw invalidField(name, `At most ${most} characters, and no NUL`)
  return value
}
