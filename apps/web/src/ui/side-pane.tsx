import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { takeFocus } from './focus.ts'
import { IconButton } from './icon-button.tsx'
import { isEscapeOut } from './on-own-escape.ts'
import styles from './side-pane.module.css'
import { words } from './words.ts'

interface SidePaneProps {
  readonly label: string
  readonly title: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Slides in beside the list without covering it; over it where there is no room. Escape closes it from inside. */
export function SidePane({ label, title, onClose, children }: SidePaneProps) {
  const pane = useRef<HTMLElement>(null)

  useEffect(() => {
    const element = pane.current
    if (element && getComputedStyle(element).position === 'absolute') takeFocus(element)
  }, [])

  return (
    <aside
      ref={pane}
      className={styles.pane}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (!isEscapeOut(event)) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <IconButton label={words.close} hotkey="Esc" onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
    </aside>
  )
}
