import { lazyDialog } from '../../ui/lazy-dialog.tsx'

/** One file over everything else, loaded when somebody looks at one. */
export const PreviewDoor = lazyDialog(() => import('./file-preview.tsx').then((part) => part.FilePreview))
