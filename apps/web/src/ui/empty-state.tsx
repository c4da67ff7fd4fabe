import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

interface EmptyStateProps {
  readonly icon: Icon
  readonly title: string
  /** What belongs here, or what to do. */
  readonly hint?: ReactNode
  /** The first thing to do. */
  readonly action?: ReactNode
  readonly tone?: 'plain' | 'bad'
}

/** Says why there is nothing to see, and what to do about it. */
export function EmptyState({ icon: Icon, title, hint, action, tone = 'plain' }: EmptyStateProps) {
  return (
    <div className={styles.root} data-tone={tone}>
      <span className={styles.icon}>
        <Icon size={24} stroke={1.5} aria-hidden />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {hint && <div className={styles.hint}>{hint}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
