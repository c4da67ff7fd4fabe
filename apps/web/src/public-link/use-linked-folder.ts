import type { LinkedFolder, PublicLink } from '@groundwork/client'
import { useCallback, useEffect, useState } from 'react'

const nothing: LinkedFolder = { folders: [], files: [], nextCursor: null }

/** What lies in a folder of a link, page by page. Another folder starts afresh. */
export function useLinkedFolder(link: PublicLink, folder: string | undefined) {
  const [seen, setSeen] = useState(nothing)
  const [isLoading, setIsLoading] = useState(true)
  const [error, setError] = useState<unknown>(null)

  const load = useCallback(
    async (cursor: string | null, signal?: AbortSignal) => {
      setIsLoading(true)
      setError(null)
      try {
        const page = await link.files({
          ...(folder !== undefined && { folder }),
          ...(cursor !== null && { cursor }),
          ...(signal && { signal }),
        })
        setSeen((before) =>
          cursor === null ? page : { ...page, files: [...before.files, ...page.files], folders: before.folders },
        )
        setIsLoading(false)
      } catch (reason) {
        if (signal?.aborted) return
        setError(reason)
        setIsLoading(false)
      }
    },
    [link, folder],
  )

  useEffect(() => {
    const left = new AbortController()
    setSeen(nothing)
    void load(null, left.signal)
    return () => left.abort()
  }, [load])

  return { ...seen, hasMore: seen.nextCursor !== null, isLoading, error, more: () => void load(seen.nextCursor) }
}
