import type { Readable } from 'node:stream'
import type { JsonObject, PreviewLane, TablePreview } from '@groundwork/domain'
import type { ByteRange } from '@groundwork/storage'
import type { FileServices } from '../file-services.ts'

/** A file that something is to be made of. */
export interface PreviewSource {
  readonly mimeType: string
  readonly bytes: number
  open(range?: ByteRange): Promise<Readable>
}

export interface Pictures {
  /** WebP, 150 x 150. */
  readonly thumbnail: Uint8Array
  /** WebP, at most 1200 x 1200. */
  readonly optimised: Uint8Array
}

/** What was made of a file. Of one that cannot be drawn that is nothing but `properties.noPreview`, which says why. */
export interface Rendition extends Partial<Pictures> {
  /** The pages of a document, or a smaller copy of a PDF. */
  readonly pdf?: Uint8Array
  readonly table?: TablePreview
  readonly text?: { readonly content: string; readonly isCut: boolean }
  /** What the bytes say of themselves. */
  readonly properties: JsonObject
}

/** Draws previews. Implemented in the worker, where the decoders are. */
export interface PreviewRenderer {
  /** Null for what nothing can be made of. */
  laneOf(mimeType: string): PreviewLane | null
  /** Throws only what is no fault of the file: then it is tried again. */
  render(source: PreviewSource): Promise<Rendition>
  /** Ends what is under way. */
  close(): void
}

export interface PreviewServices extends FileServices {
  readonly renderer: PreviewRenderer
}
