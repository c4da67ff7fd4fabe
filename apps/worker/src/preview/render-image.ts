import type { Preview } from '@groundwork/services'
import sharp from 'sharp'

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

const limits = { limitInputPixels: 100_000_000, failOn: 'error', sequentialRead: true } as const
const TIMEOUT_SECONDS = 20

/** Draws both sizes, upright and without metadata; of an animation its first picture. Throws on bytes it cannot decode. */
export async function renderImage(input: Buffer): Promise<Preview> {
  const picture = () => sharp(input, limits).timeout({ seconds: TIMEOUT_SECONDS }).autoOrient()
  const { autoOrient } = await sharp(input, limits).metadata()
  const thumbnail = await picture()
    .resize(150, 150, { fit: 'cover', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer()
  const optimised = await picture()
    .resize(1200, 1200, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 85 })
    .toBuffer()
  return { thumbnail, optimised, width: autoOrient.width, height: autoOrient.height }
}
