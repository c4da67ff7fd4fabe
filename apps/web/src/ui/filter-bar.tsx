import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './filter-bar.module.css'
import { words } from './words.ts'

interface FilterBarProps {
  /** Missing while nothing narrows the list. */
  readonly onClear: (() => void) | undefined
  /** A pill for each filter. */
  readonly children: ReactNode
}

/** The ways to narrow a list, in one row that scrolls sideways where it is too long. */
export function FilterBar({ onClear, children }: FilterBarProps) {
  return (
    <div className={styles.bar}>
      {children}
      {onClear && (
        <UnstyledButton className={styles.clear} onClick={onClear}>
          {words.clearFilters}
        </UnstyledButton>
      )}
    </div>
  )
}
