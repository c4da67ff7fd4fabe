import { Pill } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { TagsField } from '../ui/tags-field.tsx'
import badge from './status-badge.module.css'
import { tagsOf } from './tag-colors.ts'
import styles from './tags-input.module.css'
import { words } from './words.ts'

interface TagsInputProps {
  readonly label: ReactNode
  readonly organization: string | undefined
  readonly value: string[]
  readonly error: string | undefined
  readonly onChange: (tags: string[]) => void
}

/** The organization's tags are suggested; a new word becomes one of them when the record is saved. */
export function TagsInput({ organization, value, onChange, label, error }: TagsInputProps) {
  const { data: colors } = useQuery({ ...tagsOf(organization ?? ''), enabled: organization !== undefined })
  return (
    <TagsField
      label={label}
      error={error}
      value={value}
      onChange={onChange}
      suggestions={[...(colors?.keys() ?? [])]}
      maxTags={50}
      placeholder={value.length ? '' : words.addTag}
      renderOption={({ option }) => <Colored color={colors?.get(option.value)}>{option.value}</Colored>}
      renderPill={({ option, onRemove, disabled }) => (
        <Pill
          withRemoveButton={!disabled}
          onRemove={() => onRemove?.()}
          className={styles.pill ?? ''}
          removeButtonProps={{ 'aria-label': words.removeTag(String(option.value)) }}
        >
          <Colored color={colors?.get(String(option.value))}>{String(option.value)}</Colored>
        </Pill>
      )}
    />
  )
}

const Colored = ({ color, children }: { color: string | undefined; children: string }) => (
  <span className={badge.state}>
    {color && <span className={badge.dot} style={{ background: color }} aria-hidden />}
    {children}
  </span>
)
