import { errorOfResponse, toGroundworkError } from './groundwork-error.ts'

export interface DownloadOptions {
  /** `thumbnail` and `optimised` exist for images, once they were made. */
  readonly variant?: 'original' | 'thumbnail' | 'optimised'
  /** Bytes, both ends included; without `end` up to the last one. */
  readonly range?: { readonly start: number; readonly end?: number }
  readonly signal?: AbortSignal
}

interface DownloadServices {
  readonly url: string
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
}

const paths = { original: 'download', thumbnail: 'thumbnail', optimised: 'optimised' } as const

/** The file's bytes as a response whose body has not been read yet. */
export async function downloadFile(
  { url, fetch }: DownloadServices,
  id: string,
  { variant = 'original', range, signal }: DownloadOptions = {},
): Promise<Response> {
  const response = await fetch(`${url}/api/v1/files/${encodeURIComponent(id)}/${paths[variant]}/`, {
    ...(signal && { signal }),
    ...(range && { headers: { range: `bytes=${range.start}-${range.end ?? ''}` } }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw toGroundworkError(error)
  })
  if (!response.ok) throw await errorOfResponse(response)
  return response
}
