import type { ReactNode } from 'react'
import styles from './badge.module.css'

interface BadgeProps {
  readonly tone: 'good' | 'warn' | 'bad' | 'plain'
  readonly children: ReactNode
}

/** How something stands, in a word. The colour only repeats it. */
export function Badge({ tone, children }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {children}
    </span>
  )
}
