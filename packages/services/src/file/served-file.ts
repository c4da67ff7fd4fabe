import type { Readable } from 'node:stream'
import { DomainError, isInlineSafe } from '@groundwork/domain'
import {
  type ByteRange,
  contentDisposition,
  isStorageError,
  type StorageProvider,
  toStorageKey,
} from '@groundwork/storage'
import { matchesTag, parseRange } from './byte-range.ts'

/** What a client asked for, as its headers say it. */
export interface ByteRequest {
  readonly range?: string | undefined
  readonly ifRange?: string | undefined
  readonly ifNoneMatch?: string | undefined
  /** A wish: only types that cannot run script are ever shown inline. */
  readonly isInline?: boolean
  /** Only the headers are wanted. */
  readonly isHead?: boolean
}

export interface ByteSource {
  readonly storageKey: string
  /** Null where nobody counted: then there are no ranges and no length. */
  readonly bytes: number | null
  readonly mimeType: string
  readonly fileName: string
  /** Unquoted. Changes whenever the bytes do. */
  readonly tag: string
}

/** An answer about bytes, for any HTTP server to send. */
export interface ServedBytes {
  readonly status: 200 | 206 | 304 | 416
  readonly headers: Readonly<Record<string, string>>
  /** Opens the bytes; null when the answer has none. Whoever opens reads to the end or destroys. */
  readonly open: (() => Promise<Readable>) | null
}

/** Decides what is sent, without sending it: the audit entry comes in between. */
export function serveBytes(storage: StorageProvider, source: ByteSource, request: ByteRequest): ServedBytes {
  const { bytes } = source
  const tag = `"${source.tag}"`
  const headers = safeHeaders(source, request.isInline === true)
  if (matchesTag(request.ifNoneMatch, tag)) return { status: 304, headers: { ...headers, ETag: tag }, open: null }

  const whole = { ...headers, ETag: tag, 'Content-Type': source.mimeType }
  const open = (range: ByteRange | null) => (request.isHead ? null : () => openBytes(storage, source.storageKey, range))
  if (bytes === null) return { status: 200, headers: whole, open: open(null) }

  const isRangeCurrent = request.ifRange === undefined || request.ifRange === tag
  const range = isRangeCurrent ? parseRange(request.range, bytes) : null
  const ranged = { ...whole, 'Accept-Ranges': 'bytes' }
  if (range === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes}` }, open: null }
  if (range === null) return { status: 200, headers: { ...ranged, 'Content-Length': String(bytes) }, open: open(null) }
  const part = {
    'Content-Length': String(range.end - range.start + 1),
    'Content-Range': `bytes ${range.start}-${range.end}/${bytes}`,
  }
  return { status: 206, headers: { ...ranged, ...part }, open: open(range) }
}

/** Nothing that is served can run, be sniffed into something else, be embedded elsewhere or be kept by a shared cache. */
function safeHeaders({ mimeType, fileName }: ByteSource, isInline: boolean): Record<string, string> {
  return {
    'Content-Disposition': contentDisposition(fileName, { inline: isInline && isInlineSafe(mimeType) }),
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, no-cache',
  }
}

async function openBytes(storage: StorageProvider, key: string, range: ByteRange | null): Promise<Readable> {
  try {
    return await storage.open(toStorageKey(key), range ?? undefined)
  } catch (error) {
    if (!isStorageError(error)) throw error
    throw new DomainError('unavailable', 'The file cannot be read at the moment. Try again soon.', {
      reason: error.code === 'not_found' ? 'bytes_missing' : 'storage_unavailable',
      cause: error,
    })
  }
}
