import { type Resource, type ResourceName, resourceNamed } from '@groundwork/domain'
import { queryOptions } from '@tanstack/react-query'
import { apiOf, rowQuery } from '../api/rows.ts'
import { type ChoiceLimits, choicesWithin } from './choices-within.ts'
import type { AnyRow } from './record-types.ts'

/** How a referenced row is called. */
export function titleOf(resource: string, row: unknown): string {
  const { title, key } = resourceNamed(resource)
  const given = (row as AnyRow)[title] ?? (row as AnyRow)[key]
  return typeof given === 'string' ? given : ''
}

export const keyOfRow = (resource: string, row: unknown): string => String((row as AnyRow)[resourceNamed(resource).key])

/** Where a row itself says what its reference is called: read with it, also where the other row may not be read. */
export function lookupName(
  { fields, lookups }: Pick<Resource, 'fields' | 'lookups'>,
  name: string,
): string | undefined {
  const target = fields[name]?.reference
  const path = target && `${name}.${resourceNamed(target).title}`
  return path && Object.keys(lookups).find((candidate) => lookups[candidate] === path)
}

export function lookupOf(
  resource: Pick<Resource, 'fields' | 'lookups'>,
  name: string,
  row: AnyRow,
): string | undefined {
  const label = row[lookupName(resource, name) ?? '']
  return typeof label === 'string' ? label : undefined
}

export const referenceQuery = (resource: string, id: string) =>
  queryOptions({ ...rowQuery(resource as ResourceName, id), staleTime: 10 * 60_000 })

/** Rows that a reference may point to, by words: only active ones, only those that meet what the reference asks. */
export const referenceChoices = (resource: string, search: string, limits: ChoiceLimits = {}) =>
  queryOptions({
    queryKey: [resource, 'choices', search, limits] as const,
    queryFn: ({ signal }) =>
      apiOf(resource as ResourceName).list(
        {
          limit: 50,
          orderBy: [resourceNamed(resource).defaultOrder],
          ...(search && { search }),
          ...choicesWithin(resourceNamed(resource), limits),
        },
        { signal },
      ),
    staleTime: 60_000,
  })
