import { Anchor, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { errorsFromServer } from '../resource/form-errors.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { words as common } from '../ui/words.ts'
import styles from './card-page.module.css'
import { focusOn } from './focus-on.ts'
import type { JoinProps } from './invitation-query.ts'
import { Joined } from './joined.tsx'
import { invitationRefusal } from './link-refusal.ts'
import { useEntrance } from './use-entrance.ts'
import { words } from './words.ts'

/** Somebody who has an account says yes, and that the account is theirs. */
export function JoinAsMember({ token, invitation, onRefused }: JoinProps) {
  const { joinedAs, enter } = useEntrance()
  const [wrong, setWrong] = useState<string>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function accept(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const password = String(new FormData(form).get('password'))
    const tell = (message: string) => {
      setWrong(message)
      focusOn(form, 'password')
    }
    setProblem(null)
    setWrong(undefined)
    if (!password) return tell(common.passwordMissing)
    setIsBusy(true)
    try {
      const { username } = await gw.auth.acceptInvitation({ token, password })
      await enter(username, password)
    } catch (error) {
      const { password: message } = errorsFromServer(error)
      const refusal = invitationRefusal(error)
      if (message) tell(message)
      else if (refusal) onRefused(refusal)
      else setProblem(error)
    } finally {
      setIsBusy(false)
    }
  }

  if (joinedAs !== null) return <Joined organizationName={invitation.organizationName} username={joinedAs} />
  return (
    <form className={styles.form} onSubmit={(event) => void accept(event)} noValidate>
      <AttemptNote error={problem} />
      <p>{words.invitedMember}</p>
      <PasswordField name="password" label={words.password} autoComplete="current-password" error={wrong} isFirst />
      <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
        {words.accept}
      </Button>
      <Anchor component={Link} to="/reset" size="sm">
        {words.forgotten}
      </Anchor>
    </form>
  )
}
