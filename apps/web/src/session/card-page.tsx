import { type ReactNode, useEffect, useRef } from 'react'
import { Logo } from '../ui/logo.tsx'
import styles from './card-page.module.css'

interface CardPageProps {
  readonly title: string
  /** What this is about, in a sentence or two. */
  readonly hint?: ReactNode
  /** What came of a form: read out, as the hand has nothing left to type. */
  readonly isOutcome?: boolean
  readonly children?: ReactNode
}

/** A screen for those who are not signed in: one matter on a card. */
export function CardPage({ title, hint, isOutcome = false, children }: CardPageProps) {
  const head = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (isOutcome) head.current?.focus()
  }, [isOutcome])

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Logo size={32} />
        <div ref={head} className={styles.head} tabIndex={isOutcome ? -1 : undefined}>
          <h1>{title}</h1>
          {hint && <div className={styles.hint}>{hint}</div>}
        </div>
        {children}
      </div>
    </main>
  )
}
