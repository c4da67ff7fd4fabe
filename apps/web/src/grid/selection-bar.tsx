import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  readonly label: string
  readonly clearLabel: string
  readonly onClear: () => void
  readonly children: ReactNode
}

/** In the place of the filters while rows are chosen: what can be done with all of them. */
export function SelectionBar({ label, clearLabel, onClear, children }: SelectionBarProps) {
  return (
    <div className={styles.bar} role="toolbar" aria-label={label}>
      <IconButton label={clearLabel} hotkey="Esc" size={24} onClick={onClear}>
        <IconX size={16} />
      </IconButton>
      <strong className={`${styles.count} tabular`} role="status">
        {label}
      </strong>
      {children}
    </div>
  )
}
