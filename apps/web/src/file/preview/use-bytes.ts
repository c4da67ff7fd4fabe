import type { DownloadOptions } from '@groundwork/client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { gw } from '../../api/client.ts'

/** The bytes of a file as an address inside this page, for as long as it is shown. */
export function useObjectUrl(id: string, variant: NonNullable<DownloadOptions['variant']>, type?: string) {
  const [url, setUrl] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['file', 'bytes', id, variant] as const,
    queryFn: ({ signal }) => gw.fetchBlob(id, { variant, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })

  useEffect(() => {
    if (!data) return
    // The type is ours to say: what the page does with the bytes must not depend on a header.
    const made = URL.createObjectURL(type ? new Blob([data], { type }) : data)
    setUrl(made)
    return () => {
      setUrl(null)
      URL.revokeObjectURL(made)
    }
  }, [data, type])
  return { url, error, refetch }
}

/** So much of a text is shown; nobody reads more of it in a preview. */
export const mostTextBytes = 1024 * 1024

/** The beginning of a text, decoded. What is not UTF-8 is read as the old Western encoding. */
export function useText(id: string, bytes: number | null) {
  const isCut = (bytes ?? 0) > mostTextBytes
  const query = useQuery({
    queryKey: ['file', 'text', id] as const,
    queryFn: async ({ signal }) => {
      const response = await gw.downloadFile(id, {
        signal,
        ...(isCut && { range: { start: 0, end: mostTextBytes - 1 } }),
      })
      return decode(await response.arrayBuffer(), isCut)
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
  return { ...query, isCut }
}

/** A cut may go through the middle of a character: `stream` forgives that. */
function decode(bytes: ArrayBuffer, isCut: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
