import { errorOfResponse, toGroundworkError } from './groundwork-error.ts'

export interface TemplateRequest {
  /** Of the kind of rows: `products`. */
  readonly plural: string
  readonly organization: string
  /** A workbook with lists of what cells may hold, unless told otherwise. */
  readonly format?: 'xlsx' | 'csv'
  readonly signal?: AbortSignal
}

interface TemplateServices {
  readonly url: string
  /** Carries the credentials. */
  readonly fetch: typeof globalThis.fetch
}

/** An empty sheet to fill in and bring in, with the organization's own columns. */
export async function importTemplate(
  { url, fetch }: TemplateServices,
  { plural, organization, format = 'xlsx', signal }: TemplateRequest,
): Promise<Blob> {
  const query = new URLSearchParams({ organization, format })
  const response = await fetch(`${url}/api/v1/${encodeURIComponent(plural)}/import-template/?${query}`, {
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw toGroundworkError(error)
  })
  if (!response.ok) throw await errorOfResponse(response)
  return response.blob()
}
