import type { GroundworkClient } from '@groundwork/client'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ShareTarget } from './sharing-types.ts'

/** With whom something is shared. */
export const sharesQuery = (client: GroundworkClient, target: ShareTarget) =>
  queryOptions({
    queryKey: ['fileShare', target] as const,
    queryFn: ({ signal }) => client.fileShare.list(target, { signal }),
  })

/** The links to something: those that work and those that did. */
export const linksQuery = (client: GroundworkClient, target: ShareTarget) =>
  queryOptions({
    queryKey: ['fileLink', target] as const,
    queryFn: ({ signal }) => client.fileLink.list(target, { signal }),
  })

/** Who used a link, and when. */
export const linkUsesQuery = (client: GroundworkClient, link: string) =>
  queryOptions({
    queryKey: ['fileLink', 'activity', link] as const,
    queryFn: ({ signal }) => client.fileLink.activity({ id: link }, { signal }),
  })

/** Who may open a file, and by what. */
export const accessQuery = (client: GroundworkClient, file: string) =>
  queryOptions({
    queryKey: ['file', 'access', file] as const,
    queryFn: ({ signal }) => client.file.access({ id: file }, { signal }),
  })

export interface Receiver {
  readonly kind: 'user' | 'role'
  readonly id: string
  readonly name: string
  /** What tells it from others of a like name. */
  readonly about: string
}

const mostFound = 6

/** People and roles whose name has the words typed. */
export const receiversQuery = (client: GroundworkClient, organization: string, search: string) =>
  queryOptions({
    queryKey: ['fileShare', 'receivers', organization, search] as const,
    queryFn: async ({ signal }): Promise<readonly Receiver[]> => {
      const [users, roles] = await Promise.all([
        client.user.list({ search, limit: mostFound }, { signal }),
        client.role.list({ search, limit: mostFound, organizations: [organization] }, { signal }),
      ])
      return [
        ...users.rows.map(({ id, username, firstName, lastName }) => {
          const name = [firstName, lastName].filter(Boolean).join(' ')
          return { kind: 'user' as const, id, name: name || username, about: username }
        }),
        ...roles.rows.map(({ id, name, description }) => ({
          kind: 'role' as const,
          id,
          name,
          about: description,
        })),
      ]
    },
    enabled: search !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
