import { DomainError, type FieldErrors, isDomainError } from '../error/domain-error.ts'
import { conditionsOf, type Filter } from '../filter/filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import type { Readable, ReadableFields } from '../filter/readable-paths.ts'
import { isSortable, type Resource, sortedCustomField } from '../resource/define-resource.ts'
import type { FieldKind } from '../resource/field.ts'
import { camelCase } from '../resource/names.ts'
import type { ViewColumn } from './stored-filter.ts'

/** What a view keeps of a list. Parts that are left out are not judged. */
export interface ViewContent {
  readonly filter?: Filter | null | undefined
  readonly columns?: readonly ViewColumn[] | null | undefined
  readonly ordering?: readonly string[] | undefined
  readonly groupBy?: string | null | undefined
}

export interface ViewReader {
  /** What the caller may read: `readableBy(principal)`. */
  readonly readable: Readable
  /** The custom fields that are gone, by their keys. */
  readonly gone?: ReadonlySet<string>
  /** The caller's name for the view in error paths. */
  readonly at?: string
}

/**
 * A view's content in its one normal spelling, held against the resource it is of and against what the caller may read. REST's
 * spellings are understood as well.
 *
 * @throws DomainError invalid, with every fault by its path: `filter.and.0.field`, `ordering.1`, `columns.3.name`, `groupBy`
 */
export function parseViewContent<C extends ViewContent>(content: C, resource: Resource, reader: ViewReader): C {
  const faults: Record<string, readonly string[]> = {}
  const read = judge(content, resource, { ...reader, faults })
  if (Object.keys(faults).length) {
    throw new DomainError('invalid', 'The view names what its list does not have', {
      reason: 'invalid_view',
      fields: faults,
    })
  }
  return read
}

interface Judged extends ViewReader {
  readonly faults: Record<string, readonly string[]>
}

function judge<C extends ViewContent>(content: C, resource: Resource, judged: Judged): C {
  const { filter, columns, ordering, groupBy } = content
  const prefix = judged.at === undefined ? '' : `${judged.at}.`
  const places = placesOf(resource, judged)
  const named = (path: string, name: string, isFine: (name: string) => boolean): string => {
    const spelled = spelling(name)
    if (!isFine(spelled)) judged.faults[`${prefix}${path}`] = [noSuchField]
    return spelled
  }
  return {
    ...content,
    ...(filter && { filter: readFilter(filter, resource, { ...judged, at: `${prefix}filter` }) }),
    ...(columns && {
      columns: columns.map((column, index) => ({
        ...column,
        name: named(`columns.${index}.name`, column.name, places.isShown),
      })),
    }),
    ...(ordering && {
      ordering: ordering.map((term, index) => {
        const isDescending = term.startsWith('-')
        const name = named(`ordering.${index}`, isDescending ? term.slice(1) : term, places.isSorted)
        return isDescending ? `-${name}` : name
      }),
    }),
    ...(groupBy && { groupBy: named('groupBy', groupBy, places.isGrouped) }),
  }
}

const noSuchField = 'No such field: it is gone, or hidden from you'

/** What a field may do in a list, as far as the caller can read it. */
function placesOf(resource: Resource, { readable, gone }: ViewReader) {
  const open: ReadableFields = typeof readable === 'function' ? readable(resource, '') : readable
  const isReadable = (name: string) => open === 'all' || open.has(name)
  const isDefined = (name: string) => {
    const key = customKey(name)
    return key === undefined || (resource.customFields === true && isReadable('customFields') && !gone?.has(key))
  }
  const isOpen = (name: string) => (customKey(name) === undefined ? isReadable(name) : isDefined(name))
  return {
    isShown: (name: string) =>
      customKey(name) === undefined ? resource.columns.includes(name) && isReadable(name) : isDefined(name),
    isSorted: (name: string) => isSortable(resource, name) && isOpen(name),
    isGrouped: (name: string) => isGroupable(resource, name) && isOpen(name),
  }
}

const single: ReadonlySet<FieldKind> = new Set(['uuid', 'text', 'integer', 'boolean', 'date'])

/** Rows come in groups by what many of them share: one value each, that a list can also be narrowed by. */
export function isGroupable(resource: Resource, name: string): boolean {
  if (sortedCustomField(resource, name) !== undefined) return true
  const field = Object.hasOwn(resource.fields, name) ? resource.fields[name] : undefined
  return field?.filter === true && single.has(field.kind) && name !== resource.key
}

function readFilter(filter: Filter, resource: Resource, { readable, gone, at, faults }: Judged): Filter {
  const path = at ?? 'filter'
  try {
    const read = parseFilter(filter, resource, { readable, spelling: 'rest', at: path })
    if (keysIn(read).some((key) => gone?.has(key))) Object.assign(faults, goneIn(read, path, gone ?? new Set()))
    return read
  } catch (error) {
    if (!isDomainError(error)) throw error
    Object.assign(faults, error.fields)
    return filter
  }
}

/** The conditions on custom fields that are gone, each by its path. */
function goneIn(filter: Filter, path: string, gone: ReadonlySet<string>): FieldErrors {
  if ('and' in filter)
    return Object.assign({}, ...filter.and.map((part, index) => goneIn(part, `${path}.and.${index}`, gone)))
  if ('or' in filter)
    return Object.assign({}, ...filter.or.map((part, index) => goneIn(part, `${path}.or.${index}`, gone)))
  if ('not' in filter) return goneIn(filter.not, `${path}.not`, gone)
  const key = customKey(filter.field)
  return key !== undefined && gone.has(key) ? { [`${path}.field`]: [noSuchField] } : {}
}

const ofCustomField = /^customFields\.(.+)$/su
const customKey = (name: string): string | undefined => ofCustomField.exec(name)?.[1]

const keysIn = (filter: Filter): readonly string[] =>
  conditionsOf(filter).flatMap(({ field }) => customKey(field) ?? [])

/** The custom fields, by their keys, without which the view would show something else. Columns are only not there. */
export function customFieldsOfView({ filter, ordering, groupBy }: ViewContent): readonly string[] {
  const names = [...(ordering ?? []).map((term) => term.replace(/^-/, '')), ...(groupBy ? [groupBy] : [])]
  return [...new Set([...(filter ? keysIn(filter) : []), ...names.flatMap((name) => customKey(name) ?? [])])]
}

/** `product_type` and `custom_fields.shoeSize` as we spell them; the key is the organization's own word. */
function spelling(name: string): string {
  const [, key] = /^custom(?:_f|F)ields(?:\.|__)(.+)$/su.exec(name) ?? []
  return key === undefined ? camelCase(name) : `customFields.${key}`
}
