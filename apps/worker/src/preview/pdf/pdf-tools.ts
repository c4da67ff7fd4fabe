import { NoPreview } from '../no-preview.ts'
import type { Tool, ToolRunner } from '../tool/run-tool.ts'

/** Enough for any honest page; a hostile one ends its own process, not ours. */
const bounds = { memoryMegabytes: 1024, cpuSeconds: 20, wallMs: 40_000 }

export interface PdfFacts {
  readonly pages: number
  /** In points, of the first page. */
  readonly pageSize: string | null
}

interface PdfFile {
  readonly directory: string
  readonly path: string
}

/** What poppler does for us. Each is a process of its own: a page that breaks one leaves the next whole. */
export interface PdfTools {
  /** @throws NoPreview when it is no PDF, or one with a password */
  facts(file: PdfFile): Promise<PdfFacts>
  /** The first page as PNG, 1200 pixels at its longer side. */
  firstPage(file: PdfFile): Promise<Buffer>
  /** All pages as they look, small and without colour, one after the other; equal pages give equal bytes. @throws NoPreview (`too_costly`) */
  looks(file: PdfFile): Promise<Buffer>
  /** Its words, page by page, each ended by a form feed. */
  words(file: PdfFile): Promise<string>
}

/** More is not read for search. */
const TEXT_PAGES = '2000'

export function pdfTools(runner: ToolRunner): PdfTools {
  const run = async (file: PdfFile, tool: Pick<Tool, 'program' | 'args'>) => {
    const { code, output, complaint } = await runner.run({ ...bounds, ...tool, directory: file.directory })
    if (code === 0) return output
    if (/password/i.test(complaint)) throw new NoPreview('encrypted', 'The PDF has a password')
    throw new NoPreview('damaged', `${tool.program} ended with ${code}: ${complaint.slice(0, 300)}`)
  }
  return {
    facts: async (file) => {
      const said = (await run(file, { program: 'pdfinfo', args: ['-enc', 'UTF-8', file.path] })).toString('utf8')
      const pages = Number(/^Pages:\s+(\d+)$/m.exec(said)?.[1])
      if (!pages) throw new NoPreview('damaged', 'The PDF has no pages')
      return { pages, pageSize: /^Page size:\s+([\d.]+ x [\d.]+) pts/m.exec(said)?.[1] ?? null }
    },
    firstPage: async (file) => {
      const args = ['-f', '1', '-l', '1', '-singlefile', '-scale-to', '1200', '-png', file.path]
      const picture = await run(file, { program: 'pdftoppm', args })
      if (picture.length === 0) throw new NoPreview('damaged', 'pdftoppm drew nothing')
      return picture
    },
    looks: (file) => run(file, { program: 'pdftoppm', args: ['-gray', '-scale-to', '400', file.path] }),
    words: async (file) => {
      const args = ['-q', '-l', TEXT_PAGES, '-enc', 'UTF-8', file.path, '-']
      return (await run(file, { program: 'pdftotext', args })).toString('utf8')
    },
  }
}
