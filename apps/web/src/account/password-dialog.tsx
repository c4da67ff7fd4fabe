import { Button, Group, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { errorsFromServer } from '../resource/form-errors.ts'
import { focusOn } from '../session/focus-on.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { words as common } from '../ui/words.ts'
import { words } from './words.ts'

interface PasswordDialogProps {
  readonly title: string
  readonly hint: string
  readonly confirmLabel: string
  readonly isGrave?: boolean
  readonly onConfirm: (password: string) => Promise<void>
  readonly onClose: () => void
}

/** For what the person has to confirm, not merely the browser they left open. */
export function PasswordDialog({ title, hint, confirmLabel, isGrave, onConfirm, onClose }: PasswordDialogProps) {
  const [wrong, setWrong] = useState<string | undefined>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const password = String(new FormData(form).get('password'))
    setWrong(password ? undefined : common.passwordMissing)
    setProblem(null)
    if (!password) return focusOn(form, 'password')

    setIsBusy(true)
    try {
      await onConfirm(password)
    } catch (error) {
      setIsBusy(false)
      const said = errorsFromServer(error).password
      if (!said) return setProblem(error)
      setWrong(said)
      focusOn(form, 'password')
    }
  }

  return (
    <Modal opened onClose={onClose} title={title} size={440} closeButtonProps={{ 'aria-label': common.close }}>
      <form onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        <p style={{ marginBottom: 16 }}>{hint}</p>
        <PasswordField
          name="password"
          label={words.yourPassword}
          autoComplete="current-password"
          isFirst
          error={wrong}
        />
        <Group justify="flex-end" gap={8} mt="md">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={isBusy} {...(isGrave && { color: 'red' })}>
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
