import { IconX } from '@tabler/icons-react'
import { type CSSProperties, type ReactNode, useEffect, useId, useRef } from 'react'
import { words } from '../words.ts'
import { IconButton } from './button.tsx'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly width?: number
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The browser's own: it keeps the focus inside, gives it back, and closes with Escape. */
export function Dialog({ title, width = 560, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isOutside = useRef(false)
  const id = useId()

  useEffect(() => {
    const element = dialog.current
    const opener = document.activeElement
    if (element && !element.open) element.showModal()
    return () => {
      element?.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      style={{ '--width': `${width}px` } as CSSProperties}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // The page behind has keys of its own; they are not meant now.
      onKeyDown={(event) => event.stopPropagation()}
      // A text that is marked may end outside: only what also began there closes.
      onPointerDown={(event) => {
        isOutside.current = event.target === event.currentTarget
      }}
      onClick={(event) => isOutside.current && event.target === event.currentTarget && onClose()}
    >
      <header className={styles.head}>
        <h2 id={id} className={styles.title} title={title}>
          {title}
        </h2>
        <IconButton label={words.close} onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
    </dialog>
  )
}
