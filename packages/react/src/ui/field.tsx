import { type ComponentPropsWithRef, type ReactNode, useId } from 'react'
import styles from './field.module.css'

interface Labelled {
  readonly label: string
  readonly hint?: ReactNode
  readonly error?: string | undefined
}

interface TextFieldProps extends Labelled, Omit<ComponentPropsWithRef<'input'>, 'className' | 'id'> {}

export function TextField({ label, hint, error, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={styles.input}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={hint || error ? `${id}-about` : undefined}
      />
      <About id={`${id}-about`} hint={hint} error={error} />
    </div>
  )
}

interface SelectFieldProps<Value extends string> extends Labelled {
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly isLabelHidden?: boolean
  readonly disabled?: boolean
  readonly onChange: (value: Value) => void
}

export function SelectField<Value extends string>({
  label,
  hint,
  error,
  value,
  choices,
  isLabelHidden = false,
  disabled,
  onChange,
}: SelectFieldProps<Value>) {
  const id = useId()
  return (
    <div className={styles.field}>
      {!isLabelHidden && (
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
      )}
      <select
        id={id}
        className={styles.input}
        value={value}
        disabled={disabled}
        aria-label={isLabelHidden ? label : undefined}
        aria-describedby={hint || error ? `${id}-about` : undefined}
        onChange={({ currentTarget }) => {
          const chosen = choices.find((choice) => choice.value === currentTarget.value)
          if (chosen) onChange(chosen.value)
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <About id={`${id}-about`} hint={hint} error={error} />
    </div>
  )
}

interface CheckFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'className' | 'type'> {
  readonly label: string
}

export function CheckField({ label, ...rest }: CheckFieldProps) {
  return (
    <label className={styles.check}>
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  )
}

function About({ id, hint, error }: { id: string; hint: ReactNode; error: string | undefined }) {
  if (!hint && !error) return null
  return (
    <div id={id}>
      {hint && <div className={styles.hint}>{hint}</div>}
      {error && <div className={styles.error}>{error}</div>}
    </div>
  )
}
