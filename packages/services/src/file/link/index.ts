export type { LinkRequest } from './follow-link.ts'
export { type LinkBytesRequest, linkPreviewNames, openLinkDownload, openLinkPreview } from './link-bytes.ts'
export { type LinkedFolder, listLinkFiles } from './link-files.ts'
export type { LinkServices } from './link-services.ts'
export { createLink, linkActivity, listLinks, revokeLink, type ShownLinkRow, updateLink } from './links.ts'
export { type ShownLink, showLink, unlockLink } from './show-link.ts'
export { type BroughtFile, uploadByLink } from './upload-by-link.ts'
export {
  expectUpload,
  forgetUpload,
  noteUpload,
  openUploadLink,
  recallUploadLink,
  type UploadThroughLink,
} from './upload-link.ts'
