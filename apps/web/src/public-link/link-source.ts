import type { LinkedFile, LinkPreview, PublicLink } from '@groundwork/client'
import { type PreviewedFile, type PreviewSource, withoutOriginal } from '@groundwork/react/preview'

type Pictured = Pick<LinkedFile, 'name' | 'fileSize' | 'previews'>

/** A link shows what the server made of a file, never the file itself: so what can be shown is a picture, a PDF, or nothing. */
export function shownBy({ name, fileSize, previews }: Pictured, id: string): PreviewedFile {
  const given = previews.filter((preview) => preview === 'pdf' || preview === 'optimised')
  const about = { id, originalFilename: name, fileSize, mimeType: null, properties: {} }
  return withoutOriginal({ ...about, kind: 'other', previews: given })
}

interface Linked {
  /** In a folder: which of its files. */
  readonly file: string | undefined
  readonly mayDownload: boolean
}

/** The pictures behind a link, and its bytes where it gives them. */
export const linkSource = (link: PublicLink, { file, mayDownload }: Linked): PreviewSource => ({
  fetch: (variant, { signal }) => {
    const name: LinkPreview = variant === 'pdf' ? 'pdf' : 'optimised'
    return link.preview(name, { signal, ...(file !== undefined && { file }) })
  },
  address: async () => link.downloadAddress(file),
  ...(mayDownload && { download: () => window.location.assign(link.downloadAddress(file)) }),
})
