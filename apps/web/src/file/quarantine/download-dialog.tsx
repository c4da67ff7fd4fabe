import { gw } from '../../api/client.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { downloadFrom } from '../../ui/download-from.ts'
import { type HeldRow, nameOf } from './use-quarantine.ts'
import { words } from './words.ts'

interface DownloadDialogProps {
  readonly row: HeldRow
  readonly onClose: () => void
}

/** The very bytes that are held back, under a name that opens in nothing. */
export function DownloadDialog({ row, onClose }: DownloadDialogProps) {
  const name = nameOf(row)

  async function download() {
    downloadFrom((await gw.file.quarantineTicket({ id: row.file, number: row.number })).url)
    onClose()
  }

  return (
    <ConfirmDialog
      title={words.downloadTitle(name)}
      confirmLabel={words.downloadConfirm}
      isGrave
      onConfirm={download}
      onClose={onClose}
    >
      <p>{words.downloadHint(`${name}.quarantined`)}</p>
    </ConfirmDialog>
  )
}
