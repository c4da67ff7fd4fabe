import { errorOfResponse, toGroundworkError } from './groundwork-error.ts'

export interface DownloadOptions {
  /**
   * All but the original exist once they were made: pictures of images and pages, and a PDF of what other programs write. Quarantined:
   * the original of what the scanner keeps back, for those who may decide about it.
   */
  readonly variant?: 'original' | 'thumbnail' | 'optimised' | 'pdf' | 'quarantined'
  /** Another version of the original than the one that is served, or would be. */
  readonly version?: number
  /** Bytes, both ends included; without `end` up to the last one. */
  readonly range?: { readonly start: number; readonly end?: number }
  readonly signal?: AbortSignal
}

interface DownloadServices {
  readonly url: string
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
}

const paths = {
  original: 'download',
  thumbnail: 'thumbnail',
  optimised: 'optimised',
  pdf: 'pdf',
  quarantined: 'quarantined',
} as const

/** The file's bytes as a response whose body has not been read yet. */
export async function downloadFile(
  { url, fetch }: DownloadServices,
  id: string,
  { variant = 'original', version, range, signal }: DownloadOptions = {},
): Promise<Response> {
  const query = version === undefined ? '' : `?version=${version}`
  const response = await fetch(`${url}/api/v1/files/${encodeURIComponent(id)}/${paths[variant]}/${query}`, {
    ...(signal && { signal }),
    ...(range && { headers: { range: `bytes=${range.start}-${range.end ?? ''}` } }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw toGroundworkError(error)
  })
  if (!response.ok) throw await errorOfResponse(response)
  return response
}
