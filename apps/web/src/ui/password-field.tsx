import { PasswordInput } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import styles from './password-field.module.css'
import { words } from './words.ts'

interface PasswordFieldProps {
  readonly name: string
  readonly label: string
  readonly autoComplete: 'current-password' | 'new-password'
  readonly error?: string | undefined
  readonly hint?: ReactNode
  readonly isFirst?: boolean
  /** Without it, the form reads the field itself. */
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** A password to type: it can be shown, and Caps Lock is told. */
export function PasswordField({ isFirst, hint, onChange, ...rest }: PasswordFieldProps) {
  const [isVisible, setIsVisible] = useState(false)
  const [isCapsLock, setIsCapsLock] = useState(false)
  const noticeCapsLock = (event: KeyboardEvent) => setIsCapsLock(event.getModifierState('CapsLock'))
  return (
    <PasswordInput
      {...rest}
      maxLength={1024}
      autoFocus={isFirst}
      data-autofocus={isFirst || undefined}
      visibilityToggleFocusable
      visible={isVisible}
      onVisibilityChange={setIsVisible}
      description={isCapsLock ? <span className={styles.capsLock}>{words.capsLock}</span> : hint}
      onKeyDown={noticeCapsLock}
      onKeyUp={noticeCapsLock}
      visibilityToggleButtonProps={{ 'aria-label': words.showPassword, 'aria-pressed': isVisible }}
      {...(onChange && { onChange: ({ currentTarget }) => onChange(currentTarget.value) })}
    />
  )
}
