import { Button, Group, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ProblemNote } from './problem.tsx'
import { useReturnFocus } from './use-return-focus.ts'
import { words } from './words.ts'

interface ConfirmDialogProps {
  readonly title: string
  /** What will happen, and what will not. */
  readonly children: ReactNode
  readonly confirmLabel: string
  /** Something that cannot be taken back. */
  readonly isGrave?: boolean
  /** Something must be chosen first. */
  readonly isDisabled?: boolean
  /** Closes the dialog itself once it is done; what it throws is shown. */
  readonly onConfirm: () => Promise<void>
  readonly onClose: () => void
}

/** Between a click and something that cannot be undone. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  isGrave,
  isDisabled = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  useReturnFocus()

  async function confirm() {
    setIsBusy(true)
    setProblem(null)
    try {
      await onConfirm()
    } catch (error) {
      setProblem(error)
      setIsBusy(false)
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': words.close }}>
      <ProblemNote error={problem} />
      {children}
      <Group justify="flex-end" gap={8} mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {words.cancel}
        </Button>
        <Button
          loading={isBusy}
          disabled={isDisabled}
          {...(isGrave && { color: 'red' })}
          onClick={() => void confirm()}
        >
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  )
}
