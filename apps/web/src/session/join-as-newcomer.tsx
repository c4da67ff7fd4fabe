import { passwordProblem, User } from '@groundwork/domain'
import { Button, Group, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { errorsBeforeSaving, errorsFromServer, type FormErrors } from '../resource/form-errors.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { NewPasswordField } from '../ui/new-password-field.tsx'
import styles from './card-page.module.css'
import { focusOn } from './focus-on.ts'
import type { JoinProps } from './invitation-query.ts'
import { Joined } from './joined.tsx'
import { invitationRefusal } from './link-refusal.ts'
import { useEntrance } from './use-entrance.ts'
import { words } from './words.ts'

/** In the order of the form: the first that is wrong gets the focus. */
const fieldNames = ['username', 'firstName', 'lastName', 'newPassword'] as const

/** Somebody new makes their account, and is in. The address is the one that the invitation went to. */
export function JoinAsNewcomer({ token, invitation, onRefused }: JoinProps) {
  const { joinedAs, enter } = useEntrance()
  const [errors, setErrors] = useState<FormErrors>({})
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const given = readForm(form)
    const tell = (found: FormErrors) => {
      setErrors(found)
      const first = fieldNames.find((name) => name in found)
      if (first) focusOn(form, first)
      return first !== undefined
    }
    setProblem(null)
    if (tell(errorsBeforeJoining(given, invitation.email))) return

    setIsBusy(true)
    const { newPassword: password, ...person } = given
    try {
      await gw.auth.acceptInvitation({ token, ...person, password })
    } catch (error) {
      setIsBusy(false)
      const { password: passwordError, ...others } = errorsFromServer(error)
      const isTold = tell({ ...others, ...(passwordError && { newPassword: passwordError }) })
      if (isTold) return
      const refusal = invitationRefusal(error)
      return refusal ? onRefused(refusal) : setProblem(error)
    }
    await enter(person.username, password)
  }

  if (joinedAs !== null) return <Joined organizationName={invitation.organizationName} username={joinedAs} />
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p>{words.invitedNewcomer}</p>
      <AttemptNote error={problem} />
      <TextInput
        name="username"
        label={words.chooseUsername}
        description={words.usernameRules}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={150}
        autoFocus
        error={errors.username}
      />
      <Group gap={12} grow wrap="nowrap" align="flex-start">
        <TextInput
          name="firstName"
          label={words.firstName}
          autoComplete="given-name"
          maxLength={150}
          error={errors.firstName}
        />
        <TextInput
          name="lastName"
          label={words.lastName}
          autoComplete="family-name"
          maxLength={150}
          error={errors.lastName}
        />
      </Group>
      <NewPasswordField label={words.choosePassword} error={errors.newPassword} />
      <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
        {words.join}
      </Button>
    </form>
  )
}

function readForm(form: HTMLFormElement) {
  const fields = new FormData(form)
  const text = (name: string) => String(fields.get(name)).trim()
  return {
    username: text('username'),
    firstName: text('firstName'),
    lastName: text('lastName'),
    newPassword: String(fields.get('newPassword')),
  }
}

/** What the server would say of the account, said without asking it. */
function errorsBeforeJoining({ newPassword, ...person }: ReturnType<typeof readForm>, email: string): FormErrors {
  const passwordError = passwordProblem(newPassword, { username: person.username, email })
  return {
    ...errorsBeforeSaving(User, { ...person, email }, 'create'),
    ...(passwordError && { newPassword: passwordError }),
  }
}
