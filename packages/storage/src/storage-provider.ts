import type { Readable } from 'node:stream'

declare const storageKey: unique symbol

/** The path of one stored object. Made only in `storage-key.ts`, so user input never becomes a path. */
export type StorageKey = string & { readonly [storageKey]: true }

/** An inclusive byte range, as in HTTP: `{ start: 0, end: 0 }` is the first byte. An `end` beyond the object is cut to its last byte. */
export interface ByteRange {
  start: number
  end: number
}

export interface PutOptions {
  contentType: string
  /** Ends the transfer. Until the last request is sent nothing is stored; from then on the put finishes, whatever the signal says. */
  signal: AbortSignal
  /** Refuses with `exists` instead of replacing an object. When a request had to be repeated, the one that exists may be this very one. */
  ifAbsent?: boolean
}

export interface StoredObject {
  bytes: number
  /** Opaque and unquoted; changes whenever the bytes under a key are replaced. */
  etag: string
}

export interface ObjectHead extends StoredObject {
  /** Only providers that keep one; the file's row is the truth about its type. */
  contentType?: string
  lastModified: Date
}

export interface ListedObject {
  key: StorageKey
  bytes: number
  lastModified: Date
}

export interface PresignOptions {
  seconds: number
  fileName: string
  contentType: string
  /** Shown in the browser instead of saved. Only for types that cannot run script. */
  inline?: boolean
}

export type StorageProviderName = 'local' | 's3' | 'spaces'

/**
 * Where bytes live. Every method streams and throws only `StorageError`, with two exceptions that belong to the caller and
 * reach it unchanged: the error of a failing `body`, and the reason of an aborted `signal`.
 */
export interface StorageProvider {
  readonly name: StorageProviderName

  /** Stores all of `body` or nothing. It resolves once the bytes survive a crash of this machine, and always ends or destroys `body`. */
  put(key: StorageKey, body: Readable, options: PutOptions): Promise<StoredObject>

  /** The caller must read the stream to its end or destroy it. A stream that breaks off emits an error; it never ends early. */
  open(key: StorageKey, range?: ByteRange): Promise<Readable>

  head(key: StorageKey): Promise<ObjectHead | null>

  /** Copies inside the provider, replacing what is at `to`. */
  copy(from: StorageKey, to: StorageKey): Promise<StoredObject>

  /** Missing keys are fine, so a purge may be repeated. */
  remove(keys: readonly StorageKey[]): Promise<void>

  /** Every object whose key starts with `prefix`, in no particular order. */
  list(prefix: string): AsyncIterable<ListedObject>

  /** A URL the bucket itself serves. Providers without one leave this out: the API signs its own URL (`signed-url.ts`). */
  presignGet?(key: StorageKey, options: PresignOptions): Promise<URL>

  /** Removes what a killed process left half-written (temporary files, unfinished multipart uploads) and says how many. */
  sweepTemp(olderThanMs: number): Promise<number>

  /** Resolves when objects can be stored now; otherwise throws `unavailable`, whatever the cause. */
  probe(): Promise<void>

  close(): Promise<void>
}
