import { onSessionEnd } from '../session/session.ts'
import { canCancel, type UploadItem } from '../upload/upload-item.ts'
import { uploads } from '../upload/uploads.ts'

/**
 * Resolves once the server has all of these files of the tray, has refused them, or they were given up. Never where the session ends before:
 * its tray is emptied, and whoever signs in again is asked about them anew.
 */
export function untilStored(files: readonly File[]): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (files.length && uploads.snapshot().items.some((item) => isOpen(item) && files.some(isOf(item)))) return
      end()
      resolve()
    }
    // Whatever was added to the tray is told of a little later.
    const stops = [uploads.subscribe(look), onSessionEnd(() => end())]
    const end = () => {
      for (const stop of stops) stop()
    }
    if (!files.length) look()
  })
}

/** It may still be sent from this tab. */
const isOpen = (item: UploadItem): boolean => canCancel(item) || (item.stage === 'failed' && item.fileId === undefined)

/**
 * By the size alone: it may be kept under another name, and what a form brought has no date that stays (Chromium says "now" each time). To
 * wait for another file of the same size costs nothing.
 */
const isOf =
  ({ bytes }: UploadItem) =>
  ({ size }: File): boolean =>
    size === bytes
