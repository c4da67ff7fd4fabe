import type { ComponentPropsWithRef, ReactNode } from 'react'
import styles from './button.module.css'

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'className'> {
  /** The one thing to do next. */
  readonly isMain?: boolean
  /** Something that cannot be taken back. */
  readonly isGrave?: boolean
  readonly isBusy?: boolean
}

export function Button({ isMain, isGrave, isBusy = false, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={styles.button}
      data-main={isMain || undefined}
      data-grave={isGrave || undefined}
      aria-busy={isBusy}
      disabled={disabled || isBusy}
    />
  )
}

interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'className' | 'aria-label' | 'title'> {
  /** Said by screen readers and shown on hover: an icon alone tells nobody anything. */
  readonly label: string
  readonly children: ReactNode
}

export function IconButton({ label, type = 'button', ...rest }: IconButtonProps) {
  return <button {...rest} type={type} className={styles.icon} aria-label={label} title={label} />
}
