import { isOtpRequired, toGroundworkError } from '@groundwork/client'
import { Anchor, Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { words as common } from '../ui/words.ts'
import styles from './card-page.module.css'
import { CardPage } from './card-page.tsx'
import { focusOn } from './focus-on.ts'
import { signIn } from './session.ts'
import { words } from './words.ts'

export interface Credentials {
  readonly username: string
  readonly password: string
}

interface CredentialsStepProps {
  readonly initialUsername: string
  /** Somebody was on the way elsewhere. */
  readonly isReturning: boolean
  readonly onDone: () => void
  readonly onOtpRequired: (credentials: Credentials) => void
}

export function CredentialsStep({ initialUsername, isReturning, onDone, onOtpRequired }: CredentialsStepProps) {
  const [errors, setErrors] = useState<Partial<Credentials>>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const username = String(fields.get('username')).trim()
    const password = String(fields.get('password'))
    setErrors({
      ...(!username && { username: words.usernameMissing }),
      ...(!password && { password: common.passwordMissing }),
    })
    setProblem(null)
    if (!username || !password) return focusOn(form, username ? 'password' : 'username')

    setIsBusy(true)
    try {
      await signIn({ username, password })
      onDone()
    } catch (error) {
      setIsBusy(false)
      if (isOtpRequired(error)) return onOtpRequired({ username, password })
      if (toGroundworkError(error).code !== 'unauthenticated') return setProblem(error)
      setErrors({ password: words.wrong })
      focusOn(form, 'password')
    }
  }

  return (
    <CardPage title={words.title}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        <TextInput
          name="username"
          label={words.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={!initialUsername}
          defaultValue={initialUsername}
          error={errors.username}
        />
        <PasswordField
          name="password"
          label={words.password}
          autoComplete="current-password"
          isFirst={initialUsername !== ''}
          error={errors.password}
        />
        <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
          {words.signIn}
        </Button>
      </form>
      <Anchor component={Link} to="/reset" size="sm">
        {words.forgotten}
      </Anchor>
      {isReturning && <p className={styles.note}>{words.returning}</p>}
    </CardPage>
  )
}
