import { Anchor, Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import styles from './card-page.module.css'
import { CardPage } from './card-page.tsx'
import { focusOn } from './focus-on.ts'
import { words } from './words.ts'

/** Asks where to send the link. The answer is the same for every address: it tells nobody who has an account. */
export function RequestResetStep() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | undefined>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const email = String(new FormData(form).get('email')).trim()
    const found = email ? (isAddress(email) ? undefined : words.emailWrong) : words.emailMissing
    setWrong(found)
    setProblem(null)
    if (found) return focusOn(form, 'email')

    setIsBusy(true)
    try {
      await gw.auth.requestPasswordReset({ email })
      setSentTo(email)
    } catch (error) {
      setProblem(error)
    } finally {
      setIsBusy(false)
    }
  }

  if (sentTo !== null) {
    return (
      <CardPage isOutcome title={words.sentTitle} hint={words.sentHint(sentTo)}>
        <div className={styles.links}>
          <Anchor component={Link} to="/signin" size="sm">
            {words.backToSignIn}
          </Anchor>
          <Anchor component="button" type="button" size="sm" onClick={() => setSentTo(null)}>
            {words.otherAddress}
          </Anchor>
        </div>
      </CardPage>
    )
  }
  return (
    <CardPage title={words.resetTitle} hint={words.resetHint}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        <TextInput
          name="email"
          type="email"
          label={words.email}
          autoComplete="email"
          maxLength={254}
          autoFocus
          error={wrong}
        />
        <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
          {words.sendLink}
        </Button>
      </form>
      <Anchor component={Link} to="/signin" size="sm">
        {words.backToSignIn}
      </Anchor>
    </CardPage>
  )
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+$/.test(text)
