import type { Readable } from 'node:stream'
import type { Preview, PreviewRenderer } from '@groundwork/services'
import type { Logger } from 'pino'
import { renderImage } from './render-image.ts'
import { hasPdfTool, renderPdf } from './render-pdf.ts'

const images = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

/** More than that is not read into memory, whatever the policy lets in. */
const MAX_BYTES = 100 * 1024 * 1024

/** Draws images with sharp, and first pages of PDFs where poppler is installed. SVG is not drawn: it is a program. */
export async function previewRenderer(log: Logger): Promise<PreviewRenderer> {
  const hasPdf = await hasPdfTool()
  if (!hasPdf) log.warn('pdftoppm is not installed (poppler-utils): PDFs have no preview')
  const draw = async (mimeType: string, bytes: Buffer): Promise<Preview> => {
    if (mimeType !== 'application/pdf') return renderImage(bytes)
    const { thumbnail, optimised } = await renderImage(await renderPdf(bytes))
    return { thumbnail, optimised }
  }
  return {
    canRender: (mimeType) => images.has(mimeType) || (hasPdf && mimeType === 'application/pdf'),
    render: async (mimeType, body) => {
      const bytes = await readUpTo(body, MAX_BYTES)
      if (!bytes) return null
      try {
        return await draw(mimeType, bytes)
      } catch (error) {
        log.info({ err: error, mimeType, bytes: bytes.length }, 'no preview: the file cannot be drawn')
        return null
      }
    },
  }
}

async function readUpTo(body: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) return null // Leaving the loop destroys the stream.
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
