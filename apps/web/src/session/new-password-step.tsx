import { toGroundworkError } from '@groundwork/client'
import { passwordProblem } from '@groundwork/domain'
import { Anchor, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import styles from './card-page.module.css'
import { CardPage } from './card-page.tsx'
import { focusOn } from './focus-on.ts'
import { isSpentLink } from './link-refusal.ts'
import { words } from './words.ts'

/** Who follows the link of the mail chooses the password that counts from now on. */
export function NewPasswordStep({ token }: { token: string }) {
  const [end, setEnd] = useState<'done' | 'spent' | null>(null)
  const [wrong, setWrong] = useState<string | undefined>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const newPassword = String(new FormData(form).get('newPassword'))
    // Whose password it is, only the server knows.
    const found = passwordProblem(newPassword, { username: '', email: '' }) ?? undefined
    setWrong(found)
    setProblem(null)
    if (found) return focusOn(form, 'newPassword')

    setIsBusy(true)
    try {
      await gw.auth.resetPassword({ token, newPassword })
      setEnd('done')
    } catch (error) {
      setIsBusy(false)
      const said = toGroundworkError(error).errors.newPassword?.join('. ')
      if (said) {
        setWrong(said)
        focusOn(form, 'newPassword')
      } else if (isSpentLink(error)) setEnd('spent')
      else setProblem(error)
    }
  }

  if (end === 'done') {
    return (
      <CardPage isOutcome title={words.passwordSetTitle} hint={words.passwordSetHint}>
        <Button component={Link} to="/signin" fullWidth>
          {words.signIn}
        </Button>
      </CardPage>
    )
  }
  if (end === 'spent') {
    return (
      <CardPage isOutcome title={words.linkSpentTitle} hint={words.linkSpentHint}>
        <Button component={Link} to="/reset" fullWidth>
          {words.newLink}
        </Button>
      </CardPage>
    )
  }
  return (
    <CardPage title={words.newPasswordTitle} hint={words.newPasswordHint}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        <NewPasswordField label={words.newPassword} error={wrong} isFirst />
        <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
          {words.setPassword}
        </Button>
      </form>
      <Anchor component={Link} to="/signin" size="sm">
        {words.backToSignIn}
      </Anchor>
    </CardPage>
  )
}
