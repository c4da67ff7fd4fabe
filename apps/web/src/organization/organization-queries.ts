import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { rowQuery } from '../api/rows.ts'

const app = getRouteApi('/app')

/** The organization the whole client is narrowed to; undefined for all of them. */
export const useCurrentOrganization = (): string | undefined => app.useSearch().org

/** For lists: `organizations` when one is chosen, nothing when all are. */
export const withinOrganization = (organization: string | undefined) =>
  organization ? { organizations: [organization] } : {}

/** The name of an organization; empty until it is known. */
export function useOrganizationName(id: string | undefined): string {
  const { data } = useQuery({
    ...rowQuery('organization', id ?? ''),
    enabled: id !== undefined,
    staleTime: 10 * 60_000,
  })
  return data?.name ?? ''
}
