import { useQueryClient } from '@tanstack/react-query'
import { gw } from '../../api/client.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DownloadDialog } from './download-dialog.tsx'
import type { Step } from './quarantine-menu.tsx'
import { ReleaseDialog } from './release-dialog.tsx'
import { type HeldRow, nameOf } from './use-quarantine.ts'
import { words } from './words.ts'

interface HeldDialogProps {
  readonly step: Step
  readonly row: HeldRow
  readonly onClose: () => void
}

/** Between a wish and what follows from it, for one version that is held back. */
export function HeldDialog({ step, row, onClose }: HeldDialogProps) {
  const client = useQueryClient()
  const { file: id, number, verdict, finding, isServed } = row
  const name = nameOf(row)

  async function after(work: Promise<unknown>) {
    await work
    onClose()
    await client.invalidateQueries({ queryKey: ['file'] })
  }

  if (step === 'release') {
    // What the reader was shown is what is released: a verdict that came meanwhile is to be looked at first.
    const shown = { ...(verdict !== 'clean' && { verdict }), finding }
    return (
      <ReleaseDialog
        name={name}
        onRelease={(reason) => after(gw.file.release({ id, number, reason, ...shown }))}
        onClose={onClose}
      />
    )
  }
  if (step === 'download') return <DownloadDialog row={row} onClose={onClose} />
  return (
    <ConfirmDialog
      title={isServed ? words.deleteTitle(name) : words.deleteVersionTitle(number, name)}
      confirmLabel={words.deleteConfirm}
      isGrave
      onConfirm={() => after(isServed ? gw.file.remove({ id }) : gw.file.removeVersion({ id, number }))}
      onClose={onClose}
    >
      <p>{isServed ? words.deleteHint : words.deleteVersionHint}</p>
    </ConfirmDialog>
  )
}
