import { type ReactNode, useId } from 'react'
import styles from './section.module.css'

interface SectionProps {
  readonly title: string
  readonly hint?: ReactNode
  /** A word on how it stands, or the one thing to do. */
  readonly aside?: ReactNode
  readonly children?: ReactNode
}

/** One matter of a page: what it is, what it is for, and the means to change it. */
export function Section({ title, hint, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={styles.section}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 id={id}>{title}</h2>
          {hint && <div className={styles.hint}>{hint}</div>}
        </div>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  )
}
