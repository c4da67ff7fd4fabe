import type { Readable } from 'node:stream'
import { isInlineSafe } from '@groundwork/domain'
import { type ByteRange, contentDisposition, type StorageSet, toStorageKey } from '@groundwork/storage'
import { matchesTag, parseRange } from './byte-range.ts'
import { fromStorage } from './from-storage.ts'

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
  readonly storageProvider: string
  readonly storageKey: string
  /** Null where nobody counted: then there are no ranges and no length. */
  readonly bytes: number | null
  readonly mimeType: string
  readonly fileName: string
  /** Unquoted. Changes whenever the bytes do. */
  readonly tag: string
}

/** An answer about bytes, for any HTTP server to send. */
export interface ServedBytes<Body extends Readable | Buffer = Readable> {
  readonly status: 200 | 206 | 304 | 416
  readonly headers: Readonly<Record<string, string>>
  /** Opens the bytes; null when the answer has none. Whoever opens reads to the end or destroys. */
  readonly open: (() => Promise<Body>) | null
}

/** Decides what is sent, without sending it: the audit entry comes in between. */
export function serveBytes(storages: Pick<StorageSet, 'of'>, source: ByteSource, request: ByteRequest): ServedBytes {
  const { bytes } = source
  const tag = `"${source.tag}"`
  const headers = safeHeaders(source, request.isInline === true)
  if (matchesTag(request.ifNoneMatch, tag)) return { status: 304, headers: { ...headers, ETag: tag }, open: null }

  const whole = { ...headers, ETag: tag, 'Content-Type': source.mimeType }
  const open = (range: ByteRange | null) => (request.isHead ? null : () => openBytes(storages, source, range))
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

const openBytes = (
  storages: Pick<StorageSet, 'of'>,
  { storageProvider, storageKey }: ByteSource,
  range: ByteRange | null,
): Promise<Readable> =>
  fromStorage(() => storages.of(storageProvider).open(toStorageKey(storageKey), range ?? undefined))
