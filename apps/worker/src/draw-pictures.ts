import { NoPreview } from './preview/no-preview.ts'
import { drawPicture } from './preview/picture/draw-picture.ts'
import type { PainterAnswer } from './preview/picture/painter.ts'

/**
 * A program of its own, for as long as there are pictures: a decoder that a hostile one brings down takes nothing else with it.
 * It is sent pictures, one at a time, and answers each.
 */
async function answerTo(picture: Buffer): Promise<PainterAnswer> {
  try {
    return { kind: 'drawn', drawn: await drawPicture(picture) }
  } catch (error) {
    if (!(error instanceof NoPreview)) throw error
    return { kind: 'refused', reason: error.reason, message: error.message }
  }
}

process.on('message', (picture: Buffer) => void answerTo(picture).then((answer) => process.send?.(answer)))
process.on('disconnect', () => process.exit(0))
