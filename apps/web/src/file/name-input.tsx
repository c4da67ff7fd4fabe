import { fileExtension } from '@groundwork/domain'
import { TextInput } from '@mantine/core'
import { useRef } from 'react'
import { words } from './words.ts'

interface NameInputProps {
  readonly name: string
  /** A folder's name has no extension, whatever dots are in it. */
  readonly isWhole?: boolean
  readonly onDone: (name: string | null) => void
}

/** Renames in place. The extension is not selected, because hardly anybody means to change it. Escape leaves it as it was. */
export function NameInput({ name, isWhole = false, onDone }: NameInputProps) {
  const isOver = useRef(false)
  const finish = (next: string | null) => {
    if (isOver.current) return
    isOver.current = true
    onDone(next && next !== name ? next : null)
  }
  return (
    <TextInput
      aria-label={words.newName}
      defaultValue={name}
      size="xs"
      maxLength={255}
      style={{ flex: 1, minWidth: 0 }}
      ref={(input) => {
        if (!input || input === document.activeElement) return
        const extension = isWhole ? '' : fileExtension(name)
        input.focus()
        input.setSelectionRange(0, extension ? name.length - extension.length - 1 : name.length)
      }}
      onBlur={({ currentTarget }) => finish(currentTarget.value.trim())}
      onKeyDown={(event) => {
        event.stopPropagation()
        // Enter and Escape end the composing of a word first.
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') finish(event.currentTarget.value.trim())
        if (event.key === 'Escape') finish(null)
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  )
}
