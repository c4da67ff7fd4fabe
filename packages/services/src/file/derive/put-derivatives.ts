import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { StoredBlob } from '@groundwork/db'
import type { DerivativeName } from '@groundwork/domain'
import { derivativeKey, isOriginalKey, type StorageKey, toStorageKey } from '@groundwork/storage'
import type { FileServices } from '../file-services.ts'
import type { Rendition } from './preview-renderer.ts'

/** How each derivative is called in the storage, and what it is. */
export const derivativeForms = {
  thumbnail: { name: 'thumbnail.webp', mimeType: 'image/webp' },
  optimised: { name: 'optimised.webp', mimeType: 'image/webp' },
  pdf: { name: 'pages.pdf', mimeType: 'application/pdf' },
  table: { name: 'table.json', mimeType: 'application/json' },
} as const satisfies Record<DerivativeName, { readonly name: string; readonly mimeType: string }>

/** Changes whenever it is made anew, though it may then be called the same. */
export const derivativeTag = (
  { sha256, derivedAt }: Pick<StoredBlob, 'sha256' | 'derivedAt'>,
  name: DerivativeName,
): string => `${sha256}-${name}-${derivedAt === null ? 0 : Date.parse(derivedAt)}`

/** Where whatever is made of a blob lies, be it written down or not: a process may have died in between. */
export function derivativeKeysOf({ storageKey }: Pick<StoredBlob, 'storageKey'>): StorageKey[] {
  const key = toStorageKey(storageKey)
  return isOriginalKey(key) ? Object.values(derivativeForms).map(({ name }) => derivativeKey(key, name)) : []
}

const PUT_MS = 60_000

/**
 * Stores what was made of a blob beside it. The names are always the same, so that doing it twice leaves nothing over. What the
 * scanner does not find clean is not stored: nobody uploaded it, and nobody misses it.
 */
export async function putDerivatives(
  services: Pick<FileServices, 'storages' | 'scanner' | 'log'>,
  blob: StoredBlob,
  { thumbnail, optimised, pdf, table }: Rendition,
): Promise<Partial<Record<DerivativeName, StorageKey>>> {
  const made = { thumbnail, optimised, pdf, table: table && Buffer.from(JSON.stringify(table)) }
  const storage = services.storages.of(blob.storageProvider)
  const put = async (name: DerivativeName, bytes: Uint8Array | undefined) => {
    if (!bytes || !(await isClean(services, name, bytes))) return null
    const { name: fileName, mimeType } = derivativeForms[name]
    const key = derivativeKey(toStorageKey(blob.storageKey), fileName)
    await storage.put(key, streamOf(bytes), { contentType: mimeType, signal: AbortSignal.timeout(PUT_MS) })
    return [name, key] as const
  }
  const entries = Object.entries(made) as [DerivativeName, Uint8Array | undefined][]
  const stored = await allEnded(entries.map(([name, bytes]) => put(name, bytes)))
  return Object.fromEntries(stored.filter((each) => each !== null))
}

/** Throws the first failure once nothing is under way any more. */
async function allEnded<Result>(all: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(all)
  return Promise.all(all)
}

/** A service that knows hashes alone cannot know what was made a moment ago, of bytes that it found clean. */
async function isClean(
  { scanner, log }: Pick<FileServices, 'scanner' | 'log'>,
  name: DerivativeName,
  bytes: Uint8Array,
): Promise<boolean> {
  if (scanner.engine !== 'clamav') return true
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const subject = { sha256, bytes: bytes.length, fileName: derivativeForms[name].name, mayLeave: false }
  const verdict = await scanner.scan({ ...subject, open: async () => streamOf(bytes) })
  if (verdict.kind !== 'clean') log.warn({ derivative: name, verdict }, 'a derivative is not clean and was left out')
  return verdict.kind === 'clean'
}

const streamOf = (bytes: Uint8Array) => Readable.from([Buffer.from(bytes)], { objectMode: false })
