import type { PreviewedFile } from './preview-source.ts'

/** A file for somebody who may look at it and not have it: all that can be shown is what the server made of it. */
export function withoutOriginal(file: PreviewedFile): PreviewedFile {
  const made = file.previews ?? []
  const hasPages = made.includes('pdf') || made.includes('table')
  return { ...file, mimeType: null, kind: made.includes('optimised') && !hasPages ? 'image' : 'other' }
}
