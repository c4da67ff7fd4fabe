import type { DetailedError, UploadOptions as TusOptions, Upload } from 'tus-js-client'
import { errorOfText, GroundworkError, unreachable } from './groundwork-error.ts'
import type { Platform, ResumableSource, UploadProgress, UploadSource } from './platform.ts'

/** How an upload that can be gone on with is begun, followed and stopped. */
export interface ResumableTransfer {
  /** What `onSession` told of an upload that stopped: it goes on from there. One that the server no longer has begins anew. */
  readonly session?: string | undefined
  /** Told as soon as the upload can be gone on with, in another run or tab as well. */
  readonly onSession?: ((session: string) => void) | undefined
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined
  /** Pauses: what has arrived stays with the server for a day. */
  readonly signal?: AbortSignal | undefined
  /** How long to wait before each try after a break; bytes that arrive in between make it start over. */
  readonly retryDelays?: readonly number[] | undefined
}

export interface TusServices {
  readonly url: string
  readonly platform: Pick<Platform, 'resumableSource'>
}

interface TusTransfer extends ResumableTransfer {
  /** What is said of the file besides its name. */
  readonly metadata: Readonly<Record<string, string>>
  readonly credentials: Pick<TusOptions, 'onBeforeRequest' | 'onAfterResponse' | 'onShouldRetry'>
}

const patience = [0, 1_000, 3_000, 5_000, 10_000, 20_000]

/** A file so small goes along with the request that begins its upload. */
const smallBytes = 1_048_576

/** Sends a file in pieces, whoever does it. @returns the id of the file */
export async function tusUpload(services: TusServices, file: UploadSource, transfer: TusTransfer): Promise<string> {
  transfer.signal?.throwIfAborted()
  // Loaded with the first upload: most pages send nothing.
  const [{ Upload }, source] = await Promise.all([import('tus-js-client'), services.platform.resumableSource(file)])
  try {
    transfer.signal?.throwIfAborted()
    return await send({ ...services, Upload }, source, transfer)
  } finally {
    source.close()
  }
}

function send(
  { url, Upload: TusUpload }: TusServices & { readonly Upload: typeof Upload },
  { name, size, input, chunkBytes }: ResumableSource,
  { metadata, credentials, session, onSession, onProgress, signal, retryDelays = patience }: TusTransfer,
): Promise<string> {
  const endpoint = uploadsAt(url)
  return new Promise((resolve, reject) => {
    const pause = () => {
      void upload.abort()
      reject(signal?.reason)
    }
    const settle = () => signal?.removeEventListener('abort', pause)
    const upload = new TusUpload(input, {
      ...credentials,
      endpoint,
      uploadUrl: session ? `${endpoint}${encodeURIComponent(session)}` : null,
      uploadSize: size,
      ...(chunkBytes !== undefined && { chunkSize: chunkBytes }),
      uploadDataDuringCreation: size <= smallBytes,
      metadata: { ...metadata, filename: name },
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

export const uploadsAt = (url: string) => `${url}/api/v1/uploads/`

/** Answers that another try may change: none at all, somebody else is writing, or too much was asked at once. */
export const isPassing = (status: number): boolean =>
  status === 0 || status >= 500 || [409, 423, 429, 460].includes(status)

function told(error: Error | DetailedError): Error {
  if (!('originalResponse' in error)) return unreachable(error)
  const { originalResponse: response, causingError } = error
  if (response) return errorOfText(response.getBody(), response.getStatus())
  // Not sent at all: what it needed, such as new credentials, was refused.
  return causingError instanceof GroundworkError ? causingError : unreachable(error)
}
