import { readFile, stat } from 'node:fs/promises'
import type { PreviewSource, Rendition } from '@groundwork/services'
import { NoPreview } from '../no-preview.ts'
import { keptText } from '../text/decode-text.ts'
import type { Tools } from '../tool/tools.ts'
import { inWorkspace, writeInput } from '../tool/workspace.ts'
import { pdfTools } from './pdf-tools.ts'
import { shrinkPdf } from './shrink-pdf.ts'

/** Of a copy or of converted pages; what is longer is not kept beside the file. */
const MAX_DERIVED_BYTES = 32 * 1024 * 1024

/** First page, number of pages, words and, where it is worth it, a smaller copy of a PDF. */
export function renderPdf(source: PreviewSource, tools: Tools): Promise<Rendition> {
  return inWorkspace(async (directory) => {
    const path = await writeInput(directory, 'input.pdf', await source.open())
    return renderPdfFile(tools, { directory, path, isOriginal: true })
  })
}

interface PdfOnDisk {
  readonly directory: string
  readonly path: string
  /** Only a copy that is smaller is kept; pages that were made from something else are kept as they are. */
  readonly isOriginal: boolean
}

export async function renderPdfFile(
  { runner, installed, painter }: Pick<Tools, 'runner' | 'installed' | 'painter'>,
  { directory, path, isOriginal }: PdfOnDisk,
): Promise<Rendition> {
  if (!installed.poppler) throw new NoPreview('not_installed', 'poppler-utils is not installed')
  const pdf = pdfTools(runner)
  const file = { directory, path }
  const facts = await pdf.facts(file)
  const { thumbnail, optimised } = await painter.draw(await pdf.firstPage(file))
  const words = await pdf.words(file)
  const text = keptText(words.replaceAll('\f', '\n'))
  const { size: bytes } = await stat(path)
  const canShrink = isOriginal && installed.qpdf
  const smaller = canShrink ? await shrinkPdf(runner, pdf, { directory, path, bytes, facts, words }) : null
  const kept = isOriginal ? smaller : path
  return {
    thumbnail,
    optimised,
    ...(text && { text }),
    ...(kept && (await stat(kept)).size <= MAX_DERIVED_BYTES && { pdf: await readFile(kept) }),
    properties: { pages: facts.pages },
  }
}
