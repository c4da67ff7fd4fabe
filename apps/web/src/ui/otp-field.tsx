import { TextInput } from '@mantine/core'

interface OtpFieldProps {
  readonly label: string
  /** Six digits of an app, rather than a backup code. */
  readonly isDigits: boolean
  readonly error: string | undefined
  readonly isFirst?: boolean
}

/** A code that works once. Phones and password managers know what is asked for, and offer it. */
export function OtpField({ label, isDigits, error, isFirst = true }: OtpFieldProps) {
  return (
    <TextInput
      name="otp"
      label={label}
      error={error}
      autoFocus={isFirst}
      autoComplete={isDigits ? 'one-time-code' : 'off'}
      inputMode={isDigits ? 'numeric' : 'text'}
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      styles={{ input: { fontVariantNumeric: 'tabular-nums', letterSpacing: '0.08em' } }}
    />
  )
}
