import type { ResourceName } from '@groundwork/domain'
import { useQueryClient } from '@tanstack/react-query'
import { type LinkProps, useRouter } from '@tanstack/react-router'
import { useCallback, useRef } from 'react'
import { rowQuery } from '../api/rows.ts'
import { useMe } from '../session/me.ts'
import { toastWay } from '../ui/toast.tsx'

export interface Notice {
  readonly resource: ResourceName
  readonly row: { readonly id: string; readonly createdBy: string | null }
  /** When it came to its end: of each it is told once. */
  readonly at: string | null
  /** The list it stands in: whoever looks at that sees it. */
  readonly to: '/data-jobs' | '/import-sessions'
  /** Where one goes on with it; unless told, to itself in that list. */
  readonly way?: LinkProps | undefined
  readonly title: string
  readonly message: string
  readonly label: string
  readonly isBad: boolean
}

/** Tells whoever asked for something that it is over, once, and not while they are looking at it. */
export function useNotice(): (notice: Notice) => void {
  const { user } = useMe()
  const client = useQueryClient()
  const router = useRouter()
  const told = useRef(new Set<string>())
  return useCallback(
    ({ resource, row, at, to, way, ...said }) => {
      const end = `${row.id} ${at}`
      if (row.createdBy !== user.id || told.current.has(end)) return
      told.current.add(end)
      const isFollowed = client
        .getQueryCache()
        .find({ queryKey: rowQuery(resource, row.id).queryKey })
        ?.isActive()
      if (isFollowed || router.state.location.pathname === to) return
      const { href } = way
        ? router.buildLocation(way)
        : router.buildLocation({ to: to as string, search: { open: row.id } })
      toastWay({ ...said, href, onFollow: () => void router.navigate({ href }) })
    },
    [user.id, client, router],
  )
}
