import type { Upload } from 'tus-js-client'

/** What differs between Node and a browser. Each has an implementation in its own folder, and bundlers take only theirs. */
export interface Platform {
  /** Node 20 has none of its own. */
  readonly WebSocket: typeof WebSocket
  /** Sends one multipart request, telling how far it is. Rejects only when no answer came. */
  sendForm(request: FormRequest): Promise<PlainAnswer>
  /** Makes a source readable from wherever an upload has to go on. */
  resumableSource(source: UploadSource): Promise<ResumableSource>
  /** Lets no other tab of the same browser do the work at the same time. */
  exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result>
}

export interface FormRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** Sent before the file. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly file: UploadSource
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type ResumableInput = ConstructorParameters<typeof Upload>[0]

export interface ResumableSource {
  readonly name: string
  readonly size: number
  readonly input: ResumableInput
  /** Sent in pieces of this size; left out: all in one go. */
  readonly chunkBytes?: number
  close(): void
}

export interface PlainAnswer {
  readonly status: number
  readonly text: string
}

export interface UploadProgress {
  readonly sentBytes: number
  /** Null when a stream does not say how long it is. */
  readonly totalBytes: number | null
}

/** What can be uploaded: a path (Node only, read as it is sent), a `Blob` or `File`, bytes, or a stream. */
export type UploadSource =
  | string
  | Blob
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly stream: ByteStream; readonly size?: number }

type ByteStream = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** A `Blob` has no name; a `File` has. */
export const blobName = (blob: Blob): string => ('name' in blob && typeof blob.name === 'string' ? blob.name : 'file')

/** A stream has flowed away after the first attempt. */
export const canBeSentAgain = (source: UploadSource): boolean =>
  typeof source === 'string' || source instanceof Blob || 'bytes' in source
