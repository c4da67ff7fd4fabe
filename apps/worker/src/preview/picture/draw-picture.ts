import type { JsonObject } from '@groundwork/domain'
import type { Pictures } from '@groundwork/services'
import sharp from 'sharp'
import { NoPreview } from '../no-preview.ts'
import { readExif } from './read-exif.ts'

/** One thread per image: several images are drawn side by side by several workers, not one by all cores. */
sharp.concurrency(1)
sharp.cache(false)

/** Decoders are attack surface: only those of the types we draw stay on. */
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})

const MAX_PIXELS = 100_000_000
const MAX_EXIF_BYTES = 1024 * 1024
const TIMEOUT_SECONDS = 20

const limits = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const

/** Below this a small picture of the large one would be coarser than one of the original. */
const FINE_ENOUGH = 300

export interface DrawnPicture extends Pictures {
  /** What the picture says of itself; nothing of it is in the pictures made from it. */
  readonly properties: JsonObject
}

/**
 * Draws both sizes, upright and without metadata; of an animation its first picture. What its header alone says of its size is
 * asked before anything is decoded. @throws NoPreview
 */
export async function drawPicture(input: Buffer): Promise<DrawnPicture> {
  try {
    return await draw(input)
  } catch (error) {
    if (error instanceof NoPreview) throw error
    const message = error instanceof Error ? error.message : String(error)
    throw new NoPreview(/timeout/i.test(message) ? 'too_costly' : 'damaged', message)
  }
}

async function draw(input: Buffer): Promise<DrawnPicture> {
  const { autoOrient, width, height, exif, orientation, pages } = await sharp(input, {
    ...limits,
    limitInputPixels: false,
  }).metadata()
  if (width * height > MAX_PIXELS) throw new NoPreview('too_large', `${width} x ${height} pixels`)
  const picture = () => sharp(input, limits).timeout({ seconds: TIMEOUT_SECONDS }).autoOrient()
  const { data, info } = await picture()
    .resize(1200, 1200, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const large = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
  const isFineEnough = Math.min(info.width, info.height) >= FINE_ENOUGH
  const small = (isFineEnough ? large() : picture()).resize(150, 150, { fit: 'cover', withoutEnlargement: true })
  // The small one is ready long before the large one, on a thread that has nothing else to do meanwhile.
  const [thumbnail, optimised] = await Promise.all([
    small.webp({ quality: 80 }).toBuffer(),
    large().webp({ quality: 85 }).toBuffer(),
  ])
  const properties = {
    width: autoOrient.width,
    height: autoOrient.height,
    ...(orientation !== undefined && orientation !== 1 && { orientation }),
    ...(pages !== undefined && pages > 1 && { frames: pages }),
    ...(exif && exif.length <= MAX_EXIF_BYTES && readExif(exif)),
  }
  return { thumbnail, optimised, properties }
}
