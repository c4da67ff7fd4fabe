import type { RouterOutputs } from '@groundwork/client'
import { Alert, Button } from '@mantine/core'
import { IconShieldLock } from '@tabler/icons-react'
import { useState } from 'react'
import { gw } from '../api/client.ts'
import { useMe } from '../session/me.ts'
import { Badge } from '../ui/badge.tsx'
import { formatList } from '../ui/format.ts'
import styles from '../ui/section.module.css'
import { Section } from '../ui/section.tsx'
import { toastProblem } from '../ui/toast.tsx'
import { BackupCodes } from './backup-codes.tsx'
import { reloadMe } from './my-account.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { SetUpFactor } from './set-up-factor.tsx'
import { words } from './words.ts'

type Step =
  | { readonly kind: 'idle' | 'renewing' | 'disabling' }
  | { readonly kind: 'setting-up'; readonly setup: RouterOutputs['auth']['setUpTotp'] }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

const idle: Step = { kind: 'idle' }

/** A second step at sign-in: set up, renewed and ended here. */
export function SecondFactorCard() {
  const { user, withheld } = useMe()
  const [step, setStep] = useState<Step>(idle)
  const [isBusy, setIsBusy] = useState(false)
  const isOn = user.hasSecondFactor

  async function begin() {
    setIsBusy(true)
    try {
      setStep({ kind: 'setting-up', setup: await gw.auth.setUpTotp() })
    } catch (error) {
      toastProblem(error)
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Section
      title={words.secondFactor}
      hint={words.secondFactorHint}
      aside={<Badge tone={isOn ? 'good' : 'plain'}>{isOn ? words.on : words.off}</Badge>}
    >
      {withheld.length > 0 && (
        <Alert variant="light" p="sm" icon={<IconShieldLock size={16} />} title={words.withheldTitle}>
          {words.withheldHint(formatList(withheld.map(({ organizationName }) => organizationName)))}
        </Alert>
      )}
      {step.kind === 'codes' && (
        <BackupCodes codes={step.codes} username={user.username} onDone={() => setStep(idle)} />
      )}
      {step.kind === 'setting-up' && (
        <SetUpFactor
          setup={step.setup}
          onCancel={() => setStep(idle)}
          onDone={(codes) => {
            setStep({ kind: 'codes', codes })
            void reloadMe()
          }}
        />
      )}
      {step.kind === 'idle' && !isOn && (
        <div>
          <Button loading={isBusy} onClick={() => void begin()}>
            {words.setUp}
          </Button>
        </div>
      )}
      {step.kind !== 'codes' && step.kind !== 'setting-up' && isOn && (
        <div className={styles.actions}>
          <Button variant="default" onClick={() => setStep({ kind: 'renewing' })}>
            {words.renewCodes}
          </Button>
          <Button variant="default" color="red" onClick={() => setStep({ kind: 'disabling' })}>
            {words.turnOff}
          </Button>
        </div>
      )}
      {step.kind === 'renewing' && (
        <PasswordDialog
          title={words.renewTitle}
          hint={words.renewHint}
          confirmLabel={words.renewCodes}
          onClose={() => setStep(idle)}
          onConfirm={async (password) => {
            const { backupCodes } = await gw.auth.renewBackupCodes({ password })
            setStep({ kind: 'codes', codes: backupCodes })
          }}
        />
      )}
      {step.kind === 'disabling' && (
        <PasswordDialog
          title={words.turnOffTitle}
          hint={words.turnOffHint}
          confirmLabel={words.turnOff}
          isGrave
          onClose={() => setStep(idle)}
          onConfirm={async (password) => {
            await gw.auth.disableTotp({ password })
            setStep(idle)
            await reloadMe()
          }}
        />
      )}
    </Section>
  )
}
