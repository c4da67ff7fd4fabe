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

/** An object that is being made of parts. It survives the process: whoever has these three may go on with it. */
export interface MultipartUpload {
  key: StorageKey
  /** Opaque, of the provider. */
  id: string
  /** Every part but the last has exactly this many bytes. */
  partBytes: number
}

export interface BeginPartsOptions {
  contentType: string
  /** At least the provider's `smallestPart`. */
  partBytes: number
}

export interface PutPartOptions {
  /** How many bytes `body` holds; any other number is `refused` and leaves the part as it was or unusable, never half taken for whole. */
  bytes: number
  /** Ends the transfer; the part may then be sent again. */
  signal: AbortSignal
}

export interface StoredPart {
  /** From 1. */
  number: number
  etag: string
  bytes: number
}

export interface CopyOptions {
  /** The etag the source must still have, else `refused`: bytes nobody checked must not slip in while a checked object is promoted. */
  ifMatch?: string
}

export interface PresignPartOptions {
  seconds: number
  bytes: number
}

export interface PresignPutOptions extends PresignPartOptions {
  contentType: string
}

export type StorageProviderName = 'local' | 's3' | 'spaces' | 'azure' | 'gcs'

/**
 * Where bytes live. Every method streams and throws only `StorageError`, with two exceptions that belong to the caller and
 * reach it unchanged: the error of a failing `body`, and the reason of an aborted `signal`.
 */
export interface StorageProvider {
  readonly name: StorageProviderName
  /** Bytes that a part must have at least, unless it is the last. */
  readonly smallestPart: number
  /** More parts than this no object may have. */
  readonly largestPartCount: number

  /** Stores all of `body` or nothing. It resolves once the bytes survive a crash of this machine, and always ends or destroys `body`. */
  put(key: StorageKey, body: Readable, options: PutOptions): Promise<StoredObject>

  /** The caller must read the stream to its end or destroy it. A stream that breaks off emits an error; it never ends early. */
  open(key: StorageKey, range?: ByteRange): Promise<Readable>

  head(key: StorageKey): Promise<ObjectHead | null>

  /** Begins an object whose parts come one by one, in any order, from any process. Nothing is under the key until they are completed. */
  beginParts(key: StorageKey, options: BeginPartsOptions): Promise<MultipartUpload>

  /** Stores one part so that it survives a crash of this machine. The same number again replaces it. Always ends or destroys `body`. */
  putPart(
    upload: MultipartUpload,
    number: number,
    body: Buffer | Readable,
    options: PutPartOptions,
  ): Promise<StoredPart>

  /**
   * Makes the object of parts 1 to n: all or nothing. It may be repeated when nobody knows whether it took effect. Parts that are
   * missing, or are not the ones named, are `refused`; an upload that is gone is `not_found`.
   */
  completeParts(upload: MultipartUpload, parts: readonly StoredPart[]): Promise<StoredObject>

  /** Gives up an upload and its parts. One that is gone is fine; an object it was completed to stays. */
  abortParts(upload: MultipartUpload): Promise<void>

  /** Copies inside the provider, replacing what is at `to`. */
  copy(from: StorageKey, to: StorageKey, options?: CopyOptions): Promise<StoredObject>

  /** Missing keys are fine, so a purge may be repeated. */
  remove(keys: readonly StorageKey[]): Promise<void>

  /** Every object whose key starts with `prefix`, in no particular order. */
  list(prefix: string): AsyncIterable<ListedObject>

  /** A URL the bucket itself serves. Providers without one leave this out: the API signs its own URL (`signed-url.ts`). */
  presignGet?(key: StorageKey, options: PresignOptions): Promise<URL>

  /**
   * A URL that takes one part of exactly this length by PUT, whose answer carries the etag. Providers whose signature binds
   * neither part nor length leave this out: a client could write there what it likes.
   */
  presignPart?(upload: MultipartUpload, number: number, options: PresignPartOptions): Promise<URL>

  /** A URL that takes a whole object by PUT, sent with this very content type. Only for keys nothing is served from. */
  presignPut?(key: StorageKey, options: PresignPutOptions): Promise<URL>

  /** Removes temporary files that a killed process left behind and says how many. Uploads in parts stay. */
  sweepTemp(olderThanMs: number): Promise<number>

  /**
   * Gives up unfinished uploads in parts that were begun (on the disk: last written) longer ago than that, and says how many. In a
   * bucket a killed `put` of a large body leaves one too.
   */
  sweepParts(olderThanMs: number): Promise<number>

  /** Resolves when objects can be stored now; otherwise throws `unavailable`, whatever the cause. */
  probe(): Promise<void>

  close(): Promise<void>
}
