import { type ReactNode, useEffect, useRef } from 'react'
import wizard from './wizard.module.css'

interface StepTitleProps {
  readonly children: ReactNode
  readonly className?: string | undefined
  /** It changes while the step is shown, which is said. */
  readonly isLive?: boolean
}

/**
 * The heading of a step. What led to the step is gone or does something else now, so the heading has the focus: readers hear where
 * they are (WCAG 2.4.3). Who has turned to something else meanwhile stays there.
 */
export function StepTitle({ children, className = '', isLive = false }: StepTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const holder = document.activeElement
    if (!holder || holder === document.body || holder.closest('[data-leads-on]')) heading.current?.focus()
  }, [])
  return (
    <h2
      ref={heading}
      tabIndex={-1}
      className={`${wizard.heading} ${className}`}
      aria-live={isLive ? 'polite' : undefined}
    >
      {children}
    </h2>
  )
}
