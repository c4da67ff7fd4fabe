import { gw } from '../../api/client.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { formatBytes } from '../../ui/format.ts'
import { saveBlob } from '../../ui/save-blob.ts'
import { commandFor, fitsInTab, mostInTab } from './take-out.ts'
import { type HeldRow, nameOf } from './use-quarantine.ts'
import { words } from './words.ts'

interface DownloadDialogProps {
  readonly row: HeldRow
  readonly onClose: () => void
}

/** The very bytes that are held back, under a name that opens in nothing; or how else to get at what is too large for a tab. */
export function DownloadDialog({ row, onClose }: DownloadDialogProps) {
  const name = nameOf(row)
  const saved = `${name}.quarantined`
  const isFit = fitsInTab(row)
  const command = commandFor(row, window.location.origin)

  async function download() {
    saveBlob(saved, await gw.fetchBlob(row.file, { variant: 'quarantined', version: row.number }))
    onClose()
  }

  return (
    <ConfirmDialog
      title={words.downloadTitle(name)}
      confirmLabel={words.downloadConfirm}
      isGrave
      isDisabled={!isFit}
      onConfirm={download}
      onClose={onClose}
    >
      {isFit ? (
        <p>{words.downloadHint(saved)}</p>
      ) : (
        <>
          <p>{words.downloadTooLarge(formatBytes(mostInTab))}</p>
          <p>
            <code style={{ overflowWrap: 'anywhere' }}>{command}</code>
            <CopyButton value={command} label={words.copyCommand} />
          </p>
        </>
      )}
    </ConfirmDialog>
  )
}
