import { IconEyeOff } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { FileRow } from '../file-queries.ts'
import { words } from '../words.ts'
import { CsvPreview } from './csv-preview.tsx'
import { ImagePreview } from './image-preview.tsx'
import { MarkdownPreview } from './markdown-preview.tsx'
import { MediaPreview } from './media-preview.tsx'
import { NoPreview } from './no-preview.tsx'
import { PdfPreview } from './pdf-preview.tsx'
import { TextPreview } from './text-preview.tsx'

interface PreviewContentProps {
  readonly file: FileRow
  readonly mayOpen: boolean
  readonly onDownload: () => void
}

/** The way to show a file of this type, or why it is not shown. */
export function PreviewContent({ file, mayOpen, onDownload }: PreviewContentProps) {
  const { mimeType, kind, status, statusReason } = file
  if (!mayOpen)
    return <EmptyState icon={IconEyeOff} title={words.notServable} hint={statusReason ?? words.stateHint[status]} />
  if (mimeType === 'application/pdf') return <PdfPreview file={file} onDownload={onDownload} />
  if (kind === 'image') return <ImagePreview file={file} />
  if (kind === 'video' || kind === 'audio') return <MediaPreview file={file} onDownload={onDownload} />
  if (mimeType === 'text/csv') return <CsvPreview file={file} />
  if (mimeType === 'text/tab-separated-values') return <CsvPreview file={file} separator={'\t'} />
  if (mimeType === 'text/markdown') return <MarkdownPreview file={file} />
  if (kind === 'text') return <TextPreview file={file} />
  return <NoPreview onDownload={onDownload} />
}
