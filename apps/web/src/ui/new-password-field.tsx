import { passwordLimits } from '@groundwork/domain'
import { PasswordField } from './password-field.tsx'
import { words } from './words.ts'

interface NewPasswordFieldProps {
  readonly label: string
  readonly error: string | undefined
  readonly isFirst?: boolean
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** A password to choose, with the rules said before they are broken. Typed once: it can be shown. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  return (
    <PasswordField
      name="newPassword"
      autoComplete="new-password"
      hint={words.passwordRules(passwordLimits.min)}
      {...props}
    />
  )
}
