import { Readable } from 'node:stream'
import { asSystem, type FileVersion, latestFileVersion, setDerivatives } from '@groundwork/db'
import { type EventPayload, isServable, StoredFile } from '@groundwork/domain'
import { derivativeKey, type StorageKey, toStorageKey } from '@groundwork/storage'
import type { FileServices } from './file-services.ts'
import type { Done } from './scan-file.ts'

export interface Preview {
  /** WebP, 150 x 150. */
  readonly thumbnail: Uint8Array
  /** WebP, at most 1200 x 1200. */
  readonly optimised: Uint8Array
  /** Pixels of the original, where it has any. */
  readonly width?: number
  readonly height?: number
}

/** Draws previews. Implemented in the worker, where the decoders are. */
export interface PreviewRenderer {
  canRender(mimeType: string): boolean
  /** Null when these bytes cannot be drawn: damaged, too many pixels, too slow. */
  render(mimeType: string, body: Readable): Promise<Preview | null>
}

export interface PreviewServices extends FileServices {
  readonly renderer: PreviewRenderer
}

const system = asSystem('make previews of an available file')

/** Makes thumbnail and optimised image once. A file that cannot be drawn stays as available as it was. */
export async function previewFile(
  services: PreviewServices,
  { objectId, organization }: EventPayload,
  done: Done,
): Promise<void> {
  const { database, storage, renderer } = services
  const source = await database.withUnitOfWork(system, async (work) => {
    const file = await work.find(StoredFile, objectId)
    const isTheirs = file?.organization === organization
    const isDue = isTheirs && isServable(file) && !file.previewedAt && renderer.canRender(file.mimeType ?? '')
    const version = isDue ? await latestFileVersion(work, file.id) : null
    return version && { mimeType: file?.mimeType ?? '', version }
  })
  const preview =
    source && (await renderer.render(source.mimeType, await storage.open(toStorageKey(source.version.storageKey))))
  if (source && preview) await keep(services, { preview, version: source.version, done })
  else await database.withUnitOfWork(system, done)
}

interface Kept {
  readonly preview: Preview
  readonly version: FileVersion
  readonly done: Done
}

async function keep({ database, storage, clock }: PreviewServices, { preview, version, done }: Kept): Promise<void> {
  const original = toStorageKey(version.storageKey)
  const keys = {
    thumbnail: derivativeKey(original, 'thumbnail.webp'),
    optimised: derivativeKey(original, 'optimised.webp'),
  }
  const put = (key: StorageKey, bytes: Uint8Array) =>
    storage.put(key, Readable.from([Buffer.from(bytes)], { objectMode: false }), {
      contentType: 'image/webp',
      signal: AbortSignal.timeout(60_000),
    })
  await put(keys.thumbnail, preview.thumbnail)
  await put(keys.optimised, preview.optimised)
  const { width, height } = preview
  await database.withUnitOfWork(system, async (work) => {
    await setDerivatives(work, version.id, keys)
    const size = width && height ? { width, height } : {}
    const changes = { ...size, previewedAt: clock().toISOString() }
    await work.update(StoredFile, version.file, changes, { event: 'previewed', expected: { status: 'available' } })
    await done(work)
  })
}
