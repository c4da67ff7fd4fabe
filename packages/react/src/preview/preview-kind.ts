import type { PreviewedFile } from './preview-source.ts'

export type PreviewKind =
  | 'image'
  | 'pdf'
  | 'video'
  | 'audio'
  | 'csv'
  | 'tsv'
  | 'markdown'
  | 'text'
  | 'workbook'
  | 'none'

const byType: Readonly<Record<string, PreviewKind>> = {
  'application/pdf': 'pdf',
  'text/csv': 'csv',
  'text/tab-separated-values': 'tsv',
  'text/markdown': 'markdown',
}

/** The way to show a file: by its own bytes where browsers can, else by what the server made of it. */
export function previewKind({
  mimeType,
  kind,
  previews,
}: Pick<PreviewedFile, 'mimeType' | 'kind' | 'previews'>): PreviewKind {
  const own = byType[mimeType ?? '']
  if (own) return own
  if (kind === 'image' || kind === 'video' || kind === 'audio' || kind === 'text') return kind
  if (previews?.includes('table')) return 'workbook'
  return previews?.includes('pdf') ? 'pdf' : 'none'
}
