import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './wizard.module.css'
import { words } from './words.ts'

interface WizardFootProps {
  readonly onBack?: (() => void) | undefined
  /** Why there is no going on yet, or what the next step does. */
  readonly said?: ReactNode
  readonly isWarning?: boolean
  /** The one thing to do next, and what can be done besides. */
  readonly children?: ReactNode
}

/** The way back and the way on, always at the same place. */
export function WizardFoot({ onBack, said, isWarning = false, children }: WizardFootProps) {
  return (
    <footer className={styles.foot} data-leads-on>
      {onBack && (
        <Button variant="default" onClick={onBack}>
          {words.previous}
        </Button>
      )}
      <div className={styles.said} data-tone={isWarning ? 'warn' : undefined} aria-live="polite">
        {said}
      </div>
      {children}
    </footer>
  )
}
