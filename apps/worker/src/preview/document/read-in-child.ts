import type { NoPreviewReason, TablePreview } from '@groundwork/domain'
import { NoPreview } from '../no-preview.ts'
import type { ToolRunner } from '../tool/run-tool.ts'
import type { DocumentContent } from './read-document.ts'

interface Document {
  readonly directory: string
  readonly path: string
  readonly mimeType: string
}

const HEAP_MEGABYTES = 384

/** Reads a document in a process of its own, which may take so much memory and time and no more. @throws NoPreview */
export async function readInChild(
  runner: ToolRunner,
  program: readonly string[],
  { directory, path, mimeType }: Document,
): Promise<DocumentContent> {
  const { code, output, complaint } = await runner.run({
    program: process.execPath,
    args: [`--max-old-space-size=${HEAP_MEGABYTES}`, ...program, path, mimeType],
    directory,
    memoryMegabytes: 1024,
    cpuSeconds: 20,
    wallMs: 40_000,
  })
  if (code !== 0) throw new NoPreview(reasonOf(complaint), `the document cannot be read: ${complaint.slice(0, 300)}`)
  return JSON.parse(output.toString('utf8')) as { readonly text: string; readonly table: TablePreview | null }
}

const reasonOf = (complaint: string): NoPreviewReason => (/encrypted/i.test(complaint) ? 'encrypted' : 'damaged')
