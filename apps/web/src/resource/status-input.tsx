import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import styles from './status-badge.module.css'
import { StatusBadge } from './status-badge.tsx'
import { statusesQuery } from './statuses.ts'
import { spell, words } from './words.ts'

interface StatusInputProps {
  readonly label: ReactNode
  readonly value: string | null
  /** Where code depends on them, these alone. */
  readonly only: readonly string[] | undefined
  readonly error: string | undefined
  readonly required: boolean
  /** Whether it has one when nothing is chosen. */
  readonly isDefaulted: boolean
  readonly onChange: (slug: string | null) => void
}

/** One of the states that are in use, each with its colour. */
export function StatusInput({ value, only, isDefaulted, onChange, ...shared }: StatusInputProps) {
  const { data } = useQuery(statusesQuery)
  const active = [...(data?.values() ?? [])].filter(({ isActive }) => isActive).map(({ slug }) => slug)
  const offered = only ?? active
  const slugs = value === null || offered.includes(value) ? offered : [value, ...offered]
  return (
    <Select
      {...shared}
      withAsterisk={false}
      data={slugs.map((slug) => ({ value: slug, label: data?.get(slug)?.name ?? spell(slug) }))}
      value={value}
      onChange={onChange}
      allowDeselect={false}
      placeholder={isDefaulted ? words.usual : words.choose}
      leftSection={value && <Dot color={data?.get(value)?.color} />}
      renderOption={({ option }) => <StatusBadge slug={option.value} />}
      maxDropdownHeight={280}
    />
  )
}

const Dot = ({ color }: { color: string | undefined }) => (
  <span className={styles.dot} style={color ? { background: color } : undefined} aria-hidden />
)
