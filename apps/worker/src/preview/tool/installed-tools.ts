import { answers } from './run-tool.ts'

/** The programs that previews need and a machine may lack. */
export interface InstalledTools {
  /** pdfinfo, pdftoppm and pdftotext. */
  readonly poppler: boolean
  readonly qpdf: boolean
  readonly libreOffice: boolean
}

export async function findTools(): Promise<InstalledTools> {
  const [poppler, qpdf, libreOffice] = await Promise.all([
    answers(['pdftoppm', '-v']),
    answers(['qpdf', '--version']),
    answers(['sh', '-c', 'command -v soffice']),
  ])
  return { poppler, qpdf, libreOffice }
}

/** For the log, once, when the worker starts. */
export const missingTools = ({ poppler, qpdf, libreOffice }: InstalledTools): string[] => [
  ...(poppler ? [] : ['poppler-utils: PDFs have no preview']),
  ...(qpdf ? [] : ['qpdf: PDFs are not made smaller']),
  ...(libreOffice ? [] : ['LibreOffice: documents of Office have no preview']),
]
