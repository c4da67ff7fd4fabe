import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { NoPreview } from '../no-preview.ts'
import type { ToolRunner } from '../tool/run-tool.ts'
import type { PdfFacts, PdfTools } from './pdf-tools.ts'

interface Shrinkable {
  readonly directory: string
  readonly path: string
  readonly bytes: number
  readonly facts: PdfFacts
  readonly words: string
}

/** Every page is drawn twice to see that it is the same. */
const MOST_PAGES = 100

/** Below this nobody waits for it. */
const WORTH_BYTES = 64 * 1024
const WORTH_SHARE = 0.9

/**
 * A smaller copy that is equal page for page, in its words and as it looks, or null. It is packed better and otherwise the same:
 * no picture in it is made coarser.
 */
export async function shrinkPdf(
  runner: Pick<ToolRunner, 'run'>,
  tools: PdfTools,
  { directory, path, bytes, facts, words }: Shrinkable,
): Promise<string | null> {
  if (bytes < WORTH_BYTES || facts.pages > MOST_PAGES) return null
  const smaller = join(directory, 'smaller.pdf')
  const packing = [
    '--object-streams=generate',
    '--recompress-flate',
    '--compression-level=9',
    '--no-original-object-ids',
  ]
  try {
    const { code } = await runner.run({
      program: 'qpdf',
      args: ['--warning-exit-0', ...packing, path, smaller],
      directory,
      memoryMegabytes: 1024,
      cpuSeconds: 30,
      wallMs: 60_000,
    })
    if (code !== 0 || (await stat(smaller)).size > bytes * WORTH_SHARE) return null
    return (await isEqual(tools, { directory, path, facts, words }, smaller)) ? smaller : null
  } catch (error) {
    if (error instanceof NoPreview) return null // The original serves as well.
    throw error
  }
}

async function isEqual(
  tools: PdfTools,
  { directory, path, facts, words }: Omit<Shrinkable, 'bytes'>,
  smaller: string,
): Promise<boolean> {
  const copy = { directory, path: smaller }
  const { pages, pageSize } = await tools.facts(copy)
  if (pages !== facts.pages || pageSize !== facts.pageSize || (await tools.words(copy)) !== words) return false
  return (await tools.looks(copy)).equals(await tools.looks({ directory, path }))
}
