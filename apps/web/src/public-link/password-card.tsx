import { type PublicLink, toGroundworkError } from '@groundwork/client'
import { Button, ProblemNote, TextField } from '@groundwork/react/parts'
import { type FormEvent, useState } from 'react'
import styles from './link-page.module.css'
import { words } from './words.ts'

/** The password of a link, before anything of it is shown. */
export function PasswordCard({ link, onOpened }: { link: PublicLink; onOpened: () => void }) {
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  const isWrong = problem !== null && toGroundworkError(problem).reason === 'link_password_wrong'

  async function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const password = String(new FormData(event.currentTarget).get('password'))
    setIsBusy(true)
    setProblem(null)
    try {
      await link.unlock(password)
      onOpened()
    } catch (error) {
      setProblem(error)
    }
    setIsBusy(false)
  }

  return (
    <form className={styles.card} onSubmit={open}>
      <h1>{words.passwordTitle}</h1>
      <p className={styles.soft}>{words.passwordHint}</p>
      {!isWrong && <ProblemNote error={problem} />}
      <TextField
        label={words.password}
        name="password"
        type="password"
        required
        maxLength={200}
        autoFocus
        autoComplete="current-password"
        error={isWrong ? words.wrong : undefined}
      />
      <Button type="submit" isMain isBusy={isBusy}>
        {words.open}
      </Button>
    </form>
  )
}
