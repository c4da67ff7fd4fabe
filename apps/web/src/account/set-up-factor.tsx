import { type RouterOutputs, toGroundworkError } from '@groundwork/client'
import { Button, Group } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { gw } from '../api/client.ts'
import { focusOn } from '../session/focus-on.ts'
import { AttemptNote } from '../ui/attempt-note.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { OtpField } from '../ui/otp-field.tsx'
import { words as common } from '../ui/words.ts'
import styles from './second-factor.module.css'
import { words } from './words.ts'

interface SetUpFactorProps {
  readonly setup: Pick<RouterOutputs['auth']['setUpTotp'], 'secret' | 'qr'>
  /** It is on; these are the backup codes. */
  readonly onDone: (codes: readonly string[]) => void
  readonly onCancel: () => void
}

/** Brings the secret into an app, and asks for one of its codes: only then does it count. */
export function SetUpFactor({ setup: { secret, qr }, onDone, onCancel }: SetUpFactorProps) {
  const [wrong, setWrong] = useState<string | undefined>()
  const [problem, setProblem] = useState<unknown>(null)
  const [isBusy, setIsBusy] = useState(false)
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const code = String(new FormData(form).get('otp')).replaceAll(/\s/g, '')
    setWrong(/^\d{6}$/.test(code) ? undefined : words.sixDigits)
    setProblem(null)
    if (!/^\d{6}$/.test(code)) return focusOn(form, 'otp')

    setIsBusy(true)
    try {
      const { backupCodes } = await gw.auth.verifyTotp({ code })
      onDone(backupCodes)
    } catch (failure) {
      setIsBusy(false)
      const { code: why, errors } = toGroundworkError(failure)
      if (why !== 'invalid' && why !== 'unauthenticated' && !errors.code) return setProblem(failure)
      setWrong(words.codeWrong)
      focusOn(form, 'otp')
    }
  }

  return (
    <form onSubmit={submit} noValidate className={styles.setUp}>
      <ol className={styles.steps}>
        <li>{words.setUpScan}</li>
        <li>{words.setUpType}</li>
      </ol>
      <div className={styles.secret}>
        <img src={qr} alt={words.qrAlt} className={styles.qr} width={176} height={176} />
        <div className={styles.byHand}>
          <p>{words.byHand}</p>
          <p className={styles.key}>
            <span className="mono">{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</span>
            <CopyButton value={secret} label={words.copySecret} />
          </p>
        </div>
      </div>
      <AttemptNote error={problem} />
      <div className={styles.code}>
        <OtpField label={words.codeOfApp} isDigits error={wrong} />
      </div>
      <Group gap={8}>
        <Button type="submit" loading={isBusy}>
          {words.turnOn}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {common.cancel}
        </Button>
      </Group>
    </form>
  )
}
