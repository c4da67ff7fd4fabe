import type { ReactNode } from 'react'
import { CsvPreview } from './csv-preview.tsx'
import { ImagePreview } from './image-preview.tsx'
import { MarkdownPreview } from './markdown-preview.tsx'
import { MediaPreview } from './media-preview.tsx'
import { PdfPreview } from './pdf-preview.tsx'
import { type PreviewKind, previewKind } from './preview-kind.ts'
import { NoPreview } from './preview-note.tsx'
import type { PreviewedFile, PreviewSource } from './preview-source.ts'
import { TextPreview } from './text-preview.tsx'
import { withoutOriginal } from './without-original.ts'
import { WorkbookPreview } from './workbook-preview.tsx'

export interface PreviewProps {
  readonly file: PreviewedFile
  readonly source: PreviewSource
}

const ways: Readonly<Record<PreviewKind, (props: PreviewProps) => ReactNode>> = {
  image: ImagePreview,
  pdf: PdfPreview,
  video: MediaPreview,
  audio: MediaPreview,
  csv: CsvPreview,
  tsv: (props) => <CsvPreview {...props} separator={'\t'} />,
  markdown: MarkdownPreview,
  text: TextPreview,
  workbook: WorkbookPreview,
  none: NoPreview,
}

/** A file in the way that suits its type, or what was made of it. Whether it may be opened at all is decided before. */
export function PreviewContent({ file, source }: PreviewProps) {
  const shown = source.download ? file : withoutOriginal(file)
  const Way = ways[previewKind(shown)]
  return <Way key={shown.id} file={shown} source={source} />
}
