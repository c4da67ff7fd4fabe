import { DomainError } from '../error/domain-error.ts'
import type { Resource } from '../resource/define-resource.ts'
import { snakeCase } from '../resource/names.ts'
import type { ImportParameters } from './import-parameters.ts'
import type { PlannedColumn } from './import-plan.ts'

/**
 * Sets of fields by which a row of an organization can be found, the organization left out: its key, then what is unique, what every
 * row has before what some have not.
 */
export function matchKeysOf(resource: Resource): readonly (readonly string[])[] {
  const { key, handle, uniques = [] } = resource
  const sets = uniques
    .map((set) => set.filter((field) => field !== 'organization'))
    .map((set) => ({ set, isPartial: set.some((field) => mayHaveNone(resource, field)) }))
    .sort((one, other) => Number(one.isPartial) - Number(other.isPartial))
    .map(({ set }) => set)
  const all = [[key], ...(handle ? [[handle]] : []), ...sets]
  return [...new Map(all.map((set) => [[...set].sort().join(), set])).values()]
}

/**
 * Whether a row may have none of a field, and so no key that the field is part of: any number of places have no barcode. A node without
 * a parent has a place of its own all the same, at the root.
 */
export const mayHaveNone = ({ fields, tree }: Resource, field: string): boolean =>
  fields[field]?.presence === 'nullable' && !(tree && field === 'parent')

/** The key that columns name, in whatever order; undefined where they are none. */
export const matchKeyNamed = (resource: Resource, columns: readonly string[]): readonly string[] | undefined =>
  matchKeysOf(resource).find((set) => set.map(snakeCase).sort().join() === [...columns].sort().join())

/**
 * The fields that find a row: those asked for, which must be a key of the resource, or the first key whose columns the file has.
 * An insert that asks for none has one all the same where it can, by which rows that are there already are told.
 *
 * @throws DomainError invalid (`no_match_key`)
 */
export function chooseMatch(
  resource: Resource,
  { mode, match }: Pick<ImportParameters, 'mode' | 'match'>,
  planned: readonly PlannedColumn[],
): readonly string[] {
  const keys = matchKeysOf(resource)
  const isGiven = (field: string) => planned.some(({ column }) => column.into === field)
  if (match?.length) {
    const key = matchKeyNamed(resource, match)
    if (!key) throw noMatchKey(`Rows are found by ${inWords(keys)}`)
    const missing = key.filter((field) => !isGiven(field))
    if (missing.length) throw noMatchKey(`Nothing is mapped to ${missing.map(snakeCase).join(', ')}`)
    return key
  }
  if (mode === 'insert') return keys.find((set) => !set.includes(resource.key) && set.every(isGiven)) ?? []
  const found = keys.find((set) => set.every(isGiven))
  if (!found) throw noMatchKey(`Map ${inWords(keys)}, so that rows can be found`)
  return found
}

const inWords = (keys: readonly (readonly string[])[]) =>
  keys.map((set) => set.map(snakeCase).join(' and ')).join(', or by ')

const noMatchKey = (message: string) =>
  new DomainError('invalid', message, { reason: 'no_match_key', fields: { match: [message] } })
