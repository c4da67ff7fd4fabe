import { passwordProblem } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { errorsFromServer, type FormErrors } from '../resource/form-errors.ts'
import { focusOn } from '../session/focus-on.ts'
import { useMe } from '../session/me.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import { PasswordField } from '../ui/password-field.tsx'
import { Section } from '../ui/section.tsx'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import styles from './password-card.module.css'
import { sessionsQuery } from './sessions-query.ts'
import { words } from './words.ts'

export function PasswordCard() {
  const { user } = useMe()
  const client = useQueryClient()
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const oldPassword = String(fields.get('oldPassword'))
    const newPassword = String(fields.get('newPassword'))
    const tell = (found: FormErrors) => {
      setErrors(found)
      const first = ['oldPassword', 'newPassword'].find((name) => name in found)
      if (first) focusOn(form, first)
      return first !== undefined
    }
    const wrong = passwordProblem(newPassword, user)
    setProblem(null)
    if (tell({ ...(!oldPassword && { oldPassword: common.passwordMissing }), ...(wrong && { newPassword: wrong }) })) {
      return
    }

    setIsBusy(true)
    try {
      await gw.auth.changePassword({ oldPassword, newPassword })
      form.reset()
      toast(words.passwordChanged)
      await client.invalidateQueries(sessionsQuery)
    } catch (error) {
      if (!tell(errorsFromServer(error))) setProblem(error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Section title={words.password} hint={words.passwordHint}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        {/* For password managers: whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
        <PasswordField
          name="oldPassword"
          label={words.oldPassword}
          autoComplete="current-password"
          error={errors.oldPassword}
        />
        <NewPasswordField label={words.newPassword} error={errors.newPassword} />
        <div>
          <Button type="submit" variant="default" loading={isBusy}>
            {words.changePassword}
          </Button>
        </div>
      </form>
    </Section>
  )
}
