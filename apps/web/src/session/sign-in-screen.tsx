import { toGroundworkError } from '@groundwork/client'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Logo } from '../ui/logo.tsx'
import { ProblemNote } from '../ui/problem.tsx'
import { signIn } from './session.ts'
import styles from './sign-in-screen.module.css'
import { words } from './words.ts'

interface FieldErrors {
  readonly username?: string
  readonly password?: string
}

const route = getRouteApi('/signin')

export function SignInScreen() {
  const { to } = route.useSearch()
  const router = useRouter()
  const [errors, setErrors] = useState<FieldErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isCapsLock, setIsCapsLock] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const username = String(fields.get('username')).trim()
    const password = String(fields.get('password'))
    const missing = {
      ...(!username && { username: words.usernameMissing }),
      ...(!password && { password: words.passwordMissing }),
    }
    setErrors(missing)
    setProblem(null)
    if (missing.username ?? missing.password) return focusOn(form, missing.username ? 'username' : 'password')

    setIsBusy(true)
    try {
      await signIn(username, password)
      router.history.push(to ?? '/')
    } catch (error) {
      setIsBusy(false)
      if (toGroundworkError(error).code !== 'unauthenticated') return setProblem(error)
      setErrors({ password: words.wrong })
      focusOn(form, 'password')
    }
  }

  const noticeCapsLock = (event: KeyboardEvent) => setIsCapsLock(event.getModifierState('CapsLock'))

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit} noValidate aria-labelledby="sign-in-title">
        <Logo size={32} />
        <h1 id="sign-in-title" className={styles.title}>
          {words.title}
        </h1>
        <ProblemNote error={problem} />
        <TextInput
          name="username"
          label={words.username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={errors.username}
        />
        <PasswordInput
          name="password"
          label={words.password}
          autoComplete="current-password"
          error={errors.password}
          description={isCapsLock ? words.capsLock : undefined}
          classNames={{ description: styles.capsLock ?? '' }}
          onKeyDown={noticeCapsLock}
          onKeyUp={noticeCapsLock}
          visibilityToggleButtonProps={{ 'aria-label': words.showPassword }}
        />
        <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
          {words.signIn}
        </Button>
        {to && <p className={styles.note}>{words.returning}</p>}
      </form>
    </main>
  )
}

function focusOn(form: HTMLFormElement, name: string): void {
  const field = form.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}
