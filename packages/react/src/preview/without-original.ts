import type { PreviewedFile } from './preview-source.ts'

/** A file for somebody who may look at it and not have it: all that can be shown is what the server made of it. */
export function withoutOriginal(file: PreviewedFile): PreviewedFile {
  const isPicture = file.previews.includes('optimised') && !hasPages(file)
  return { ...file, mimeType: null, kind: isPicture ? 'image' : 'other' }
}

const hasPages = ({ previews }: PreviewedFile) => previews.includes('pdf') || previews.includes('table')
