import type { DetailedError, UploadOptions as TusOptions, Upload } from 'tus-js-client'
import { errorOfText, unreachable } from './groundwork-error.ts'
import type { Platform, ResumableSource, UploadProgress, UploadSource } from './platform.ts'
import type { FileRow } from './router-types.ts'
import { headersOf, type Session } from './session.ts'
import { fieldsOf, type UploadAbout } from './upload-file.ts'

export interface ResumableOptions extends UploadAbout {
  /** Where it lies below `folder`, its own name included: `2026/plans/house.pdf`. Folders that are missing are made. */
  readonly relativePath?: string
  /** What `onSession` told of an upload that stopped: it goes on from there. One that the server no longer has begins anew. */
  readonly session?: string
  /** Told as soon as the upload can be gone on with, in another run or tab as well. */
  readonly onSession?: (session: string) => void
  readonly onProgress?: (progress: UploadProgress) => void
  /** Pauses: what has arrived stays with the server for a day. */
  readonly signal?: AbortSignal
  /** How long to wait before each try after a break; bytes that arrive in between make it start over. */
  readonly retryDelays?: readonly number[]
}

export interface ResumableServices {
  readonly url: string
  readonly session: Session
  readonly platform: Pick<Platform, 'resumableSource'>
  /** The row of the file that the upload became. */
  readonly rowOf: (id: string) => Promise<FileRow>
}

const patience = [0, 1_000, 3_000, 5_000, 10_000, 20_000]

/** A file so small goes along with the request that begins its upload. */
const smallBytes = 1_048_576

/** Sends a file so that it survives broken connections, by the tus protocol. The answer comes before the virus scan. */
export async function resumableUpload(
  services: ResumableServices,
  file: UploadSource,
  options: ResumableOptions,
): Promise<FileRow> {
  options.signal?.throwIfAborted()
  // Loaded with the first upload: most pages send nothing.
  const [{ Upload }, source] = await Promise.all([import('tus-js-client'), services.platform.resumableSource(file)])
  try {
    options.signal?.throwIfAborted()
    return await services.rowOf(await send({ ...services, Upload }, source, options))
  } finally {
    source.close()
  }
}

/** @returns the id of the file */
function send(
  { url, session, Upload: TusUpload }: ResumableServices & { readonly Upload: typeof Upload },
  { name, size, input, chunkBytes }: ResumableSource,
  options: ResumableOptions,
): Promise<string> {
  const { organization, relativePath, onSession, onProgress, signal, retryDelays = patience, ...about } = options
  const endpoint = uploadsAt(url)
  return new Promise((resolve, reject) => {
    const pause = () => {
      void upload.abort()
      reject(signal?.reason)
    }
    const settle = () => signal?.removeEventListener('abort', pause)
    const credentials = carrying(session)
    const upload = new TusUpload(input, {
      ...credentials,
      endpoint,
      uploadUrl: options.session ? `${endpoint}${encodeURIComponent(options.session)}` : null,
      uploadSize: size,
      ...(chunkBytes !== undefined && { chunkSize: chunkBytes }),
      uploadDataDuringCreation: size <= smallBytes,
      metadata: {
        ...Object.fromEntries(fieldsOf(about)),
        filename: name,
        organization,
        ...(relativePath !== undefined && { relative_path: relativePath }),
      },
      retryDelays: [...retryDelays],
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => onSession?.(upload.url?.split('/').at(-1) ?? ''),
      onProgress: (sentBytes) => onProgress?.({ sentBytes, totalBytes: size }),
      onSuccess: ({ lastResponse }) => {
        settle()
        resolve(lastResponse.getHeader('Upload-File-Id') ?? '')
      },
      onError: (error) => {
        settle()
        reject(told(error))
      },
    })
    signal?.addEventListener('abort', pause, { once: true })
    upload.start()
  })
}

const uploadsAt = (url: string) => `${url}/api/v1/uploads/`

/** Credentials that hold when a request begins, and newer ones where they are refused: an upload may outlive several. */
function carrying(session: Session): Pick<TusOptions, 'onBeforeRequest' | 'onAfterResponse' | 'onShouldRetry'> {
  let isRenewed = false
  return {
    onBeforeRequest: async (request) => {
      for (const [header, value] of Object.entries(headersOf(await session.credentials())))
        request.setHeader(header, value)
    },
    onAfterResponse: async (request, response) => {
      if (response.getStatus() !== 401) return
      const [, token = ''] = /^Bearer (.*)$/.exec(request.getHeader('authorization') ?? '') ?? []
      isRenewed = await session.renew({ token })
    },
    onShouldRetry: ({ originalResponse }) => {
      const status = originalResponse?.getStatus() ?? 0
      if (status !== 401) return status === 0 || status >= 500 || passing.has(status)
      const isWorthIt = isRenewed
      isRenewed = false
      return isWorthIt
    },
  }
}

/** Answers that another try may change: somebody else is writing, or too much was asked at once. */
const passing: ReadonlySet<number> = new Set([409, 423, 429, 460])

function told(error: Error | DetailedError): Error {
  const response = 'originalResponse' in error ? error.originalResponse : null
  return response ? errorOfText(response.getBody(), response.getStatus()) : unreachable(error)
}

/** Tells the server that nobody will come back to an upload. One that is gone is fine. */
export async function forgetUpload(
  { url, fetch }: { readonly url: string; readonly fetch: typeof globalThis.fetch },
  session: string,
): Promise<void> {
  const response = await fetch(`${uploadsAt(url)}${encodeURIComponent(session)}`, {
    method: 'DELETE',
    headers: { 'Tus-Resumable': '1.0.0' },
  })
  if (!response.ok && response.status !== 404 && response.status !== 410)
    throw errorOfText(await response.text(), response.status)
}
