import { type Outline, outlines } from 'virtual:resource-outlines'
import { queryOptions } from '@tanstack/react-query'
import { apiOf, type RowNamed } from '../api/rows.ts'
import { withinOrganization } from '../organization/organization-queries.ts'

export type Definition = RowNamed<'customFieldDefinition'>

const mostDefinitions = 200

/** Everything that organizations have defined for one kind of record, in the order of their forms. */
export const definitionsOf = (resource: string, organization: string | undefined) =>
  queryOptions({
    queryKey: ['customFieldDefinition', 'list-of', resource, organization ?? null] as const,
    queryFn: async ({ signal }) => {
      const { rows } = await apiOf('customFieldDefinition').list(
        {
          filter: { field: 'resource', op: 'eq', value: resource },
          orderBy: ['position', 'label'],
          limit: mostDefinitions,
          ...withinOrganization(organization),
        },
        { signal },
      )
      return rows
    },
  })

/** Kinds of records that can have fields of an organization's own. */
export const definableKinds: readonly Outline[] = outlines.filter(
  ({ hasCustomFields, scope }) => hasCustomFields && scope.kind === 'organization',
)
