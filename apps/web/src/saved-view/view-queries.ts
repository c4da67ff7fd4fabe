import type { ResourceName } from '@groundwork/domain'
import { queryOptions } from '@tanstack/react-query'
import { gw } from '../api/client.ts'
import { rowQuery } from '../api/rows.ts'
import type { Governed } from '../session/abilities.ts'

/** As much of the definition as the screens of other resources need. */
export const savedViews = {
  name: 'storedFilter',
  key: 'id',
  scope: { kind: 'organization', field: 'organization' },
} as const satisfies Governed

const mostViews = 200

/** The views of a list that somebody keeps or is shown. A superuser sees everybody's, and is offered only what is meant for them. */
export const viewsQuery = (
  resource: ResourceName,
  { organization, me }: { organization: string | undefined; me: string },
) =>
  queryOptions({
    queryKey: ['storedFilter', 'views', resource, organization ?? null, me] as const,
    queryFn: async ({ signal }) => {
      const isForMe = {
        or: [
          { field: 'createdBy', op: 'eq', value: me },
          { field: 'visibility', op: 'neq', value: 'private' },
        ],
      }
      const { rows } = await gw.storedFilter.list(
        {
          filter: { and: [{ field: 'resource', op: 'eq', value: resource }, isForMe] },
          limit: mostViews,
          ...(organization && { organizations: [organization] }),
        },
        { signal },
      )
      return rows
    },
    staleTime: 60_000,
  })

export const viewQuery = (id: string) => rowQuery('storedFilter', id)

/** What a list starts with in an organization. */
export const defaultViewsQuery = (resource: ResourceName, organization: string) =>
  queryOptions({
    queryKey: ['storedFilter', 'defaults', resource, organization] as const,
    queryFn: ({ signal }) => gw.storedFilter.defaults({ resource, organization }, { signal }),
    staleTime: 60_000,
  })

/** The roles that a view can be shared with: the organization's own, and everybody's. */
export const rolesQuery = (organization: string) =>
  queryOptions({
    queryKey: ['role', 'shareable', organization] as const,
    queryFn: async ({ signal }) => (await gw.role.list({ organizations: [organization], limit: 200 }, { signal })).rows,
    staleTime: 5 * 60_000,
  })
