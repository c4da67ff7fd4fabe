import { buffer } from 'node:stream/consumers'
import type { ReadRange } from '@groundwork/spreadsheet'
import { pixelsOf } from '../picture-size.ts'
import { HEAD_BYTES } from '../sniff-type.ts'

/** Cameras write notes, maps and second pictures before the frame; nobody writes more than that. */
const MOST_NOTES_BYTES = 4 * 1024 * 1024

/**
 * A JPEG tells its size behind notes of any length, so it may not have been known when the first bytes came. Null when it is
 * small enough, or of another type, which has told before.
 */
export async function inspectPicture(
  mimeType: string | null,
  read: ReadRange,
  { bytes, maxPixels }: { readonly bytes: number; readonly maxPixels: number },
): Promise<'too_many_pixels' | 'damaged' | null> {
  if (mimeType !== 'image/jpeg') return null
  for (const window of [HEAD_BYTES, MOST_NOTES_BYTES]) {
    const pixels = pixelsOf(mimeType, await buffer(await read(0, Math.min(window, bytes) - 1)))
    if (pixels !== null && pixels > 0) return pixels > maxPixels ? 'too_many_pixels' : null
  }
  return 'damaged'
}
