import { isOtpRequired, toGroundworkError } from '@groundwork/client'
import { Anchor, Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { OtpField } from '../ui/otp-field.tsx'
import styles from './card-page.module.css'
import { CardPage } from './card-page.tsx'
import type { Credentials } from './credentials-step.tsx'
import { focusOn } from './focus-on.ts'
import { signIn } from './session.ts'
import { words } from './words.ts'

interface OtpStepProps {
  readonly credentials: Credentials
  readonly onDone: () => void
  readonly onBack: () => void
}

/** The second step: a code of the app, or one of the backup codes. A wrong one keeps it open. */
export function OtpStep({ credentials, onDone, onBack }: OtpStepProps) {
  const [isBackup, setIsBackup] = useState(false)
  const [wrong, setWrong] = useState<string | undefined>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const otp = String(new FormData(form).get('otp')).replaceAll(/\s/g, '')
    setWrong(otp ? undefined : words.otpMissing)
    setProblem(null)
    if (!otp) return focusOn(form, 'otp')

    setIsBusy(true)
    try {
      await signIn({ ...credentials, otp })
      onDone()
    } catch (error) {
      setIsBusy(false)
      if (!isWrongCode(error)) return setProblem(error)
      setWrong(isBackup ? words.backupWrong : words.otpWrong)
      focusOn(form, 'otp')
    }
  }

  function change() {
    setIsBackup(!isBackup)
    setWrong(undefined)
    setProblem(null)
  }

  return (
    <CardPage title={words.otpTitle} hint={isBackup ? words.backupHint : words.otpHint}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <AttemptNote error={problem} />
        <OtpField
          key={String(isBackup)}
          label={isBackup ? words.backupCode : words.otp}
          isDigits={!isBackup}
          error={wrong}
        />
        <Button type="submit" loading={isBusy} fullWidth className={styles.submit}>
          {words.signIn}
        </Button>
      </form>
      <div className={styles.links}>
        <Anchor component="button" type="button" size="sm" onClick={change}>
          {isBackup ? words.useApp : words.useBackup}
        </Anchor>
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {words.back}
        </Anchor>
      </div>
    </CardPage>
  )
}

const isWrongCode = (error: unknown) => {
  const { code, errors } = toGroundworkError(error)
  return code === 'unauthenticated' || isOtpRequired(error) || (code === 'invalid' && 'otp' in errors)
}
