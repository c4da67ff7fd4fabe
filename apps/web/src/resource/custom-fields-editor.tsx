import type { JsonObject, JsonValue } from '@groundwork/domain'
import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './custom-fields-editor.module.css'
import { words } from './words.ts'

interface CustomFieldsEditorProps {
  /** Over the fields; without it, what they mostly are. */
  readonly label?: string
  readonly fields: JsonObject
  readonly error?: string | undefined
  readonly mayChange: boolean
  /** Saved with the rest of a form, so every key counts; otherwise a value is done when it is left. */
  readonly isPartOfForm?: boolean
  readonly onChange: (fields: JsonObject) => void
}

/** Names and values of the organization's own making. A value that is no text is shown as it is, and stays of its kind. */
export function CustomFieldsEditor({
  label = words.customFields,
  fields,
  error,
  mayChange,
  isPartOfForm = false,
  onChange,
}: CustomFieldsEditorProps) {
  const [isAdding, setIsAdding] = useState(false)
  const entries = Object.entries(fields)

  return (
    <section aria-label={label}>
      <h3 className={isPartOfForm ? styles.part : styles.heading}>{label}</h3>
      {error && <p className={styles.error}>{error}</p>}
      {entries.length === 0 && !isAdding && <p className={styles.none}>{words.noFields}</p>}
      {entries.length > 0 && (
        <ul className={styles.list}>
          {entries.map(([name, value]) => (
            <li key={name} className={styles.fields}>
              <span className={styles.fieldName}>{name}</span>
              {mayChange ? (
                <ValueInput
                  name={name}
                  value={value}
                  isEager={isPartOfForm}
                  onChange={(next) => onChange({ ...fields, [name]: next })}
                />
              ) : (
                <span className={styles.fieldValue}>{asText(value)}</span>
              )}
              {mayChange && (
                <IconButton
                  label={words.removeField(name)}
                  onClick={() => onChange(Object.fromEntries(entries.filter(([other]) => other !== name)))}
                >
                  <IconX size={16} />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {isAdding && (
        <NewField
          onAdd={(name, value) => {
            onChange({ ...fields, [name]: value })
            setIsAdding(false)
          }}
          onClose={() => setIsAdding(false)}
        />
      )}
      {mayChange && !isAdding && (
        <Button
          size="compact-sm"
          variant="subtle"
          ml={-8}
          leftSection={<IconPlus size={14} />}
          onClick={() => setIsAdding(true)}
        >
          {words.addField}
        </Button>
      )}
    </section>
  )
}

interface ValueInputProps {
  readonly name: string
  readonly value: JsonValue | undefined
  readonly isEager: boolean
  readonly onChange: (value: JsonValue) => void
}

function ValueInput({ name, value, isEager, onChange }: ValueInputProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const shown = asText(value)
  const tell = (text: string) => text !== shown && onChange(likeBefore(value, text))
  return (
    <TextInput
      aria-label={name}
      className={styles.fieldValue ?? ''}
      value={typed ?? shown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        if (isEager) tell(currentTarget.value)
      }}
      onBlur={() => {
        if (typed !== null && !isEager) tell(typed)
        setTyped(null)
      }}
      onKeyDown={(event) => {
        if (!isEager && event.key === 'Enter') event.currentTarget.blur()
      }}
    />
  )
}

interface NewFieldProps {
  readonly onAdd: (name: string, value: string) => void
  readonly onClose: () => void
}

/** No form of its own: it may stand in one. */
function NewField({ onAdd, onClose }: NewFieldProps) {
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const second = useRef<HTMLInputElement>(null)
  const add = () => (name.trim() ? onAdd(name.trim(), value.trim()) : undefined)

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    // Enter and Escape end the composing of a word first.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (event.target === second.current) add()
    else second.current?.focus()
  }

  return (
    <div className={styles.fields}>
      <TextInput
        aria-label={words.fieldName}
        placeholder={words.fieldName}
        maxLength={100}
        autoFocus
        value={name}
        onKeyDown={onKeyDown}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <TextInput
        ref={second}
        aria-label={words.fieldValue}
        placeholder={words.fieldValue}
        value={value}
        onKeyDown={onKeyDown}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <IconButton label={words.addField} onClick={add}>
        <IconPlus size={16} />
      </IconButton>
    </div>
  )
}

const asText = (value: JsonValue | undefined) => (typeof value === 'string' ? value : JSON.stringify(value))

/** A number stays a number and a yes a yes, as long as what is typed is one. */
function likeBefore(before: JsonValue | undefined, typed: string): JsonValue {
  if (typeof before === 'string') return typed
  try {
    const parsed = JSON.parse(typed) as JsonValue
    return typeof parsed === typeof before ? parsed : typed
  } catch {
    return typed
  }
}
