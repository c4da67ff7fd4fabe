import { toGroundworkError } from '@groundwork/client'
import { problemWords } from '@groundwork/react/parts'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { isTyping } from './focus.ts'
import styles from './toast.module.css'
import { words } from './words.ts'

const common = { classNames: { root: styles.root ?? '' }, closeButtonProps: { 'aria-label': words.close } }

/** The ways back that are offered now, the latest last. */
const ways: (() => void)[] = []

/** On a keyboard without Latin letters, the key in the place of Z. */
const isZ = ({ key, code }: KeyboardEvent) => key.toLowerCase() === 'z' || (code === 'KeyZ' && key > '\u007f')

/** The same key as everywhere else; in a field it means what was typed there. */
function onUndoKey(event: KeyboardEvent): void {
  const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && isZ(event)
  const way = ways.at(-1)
  if (!isUndo || !way || event.defaultPrevented || isTyping(event.target)) return
  event.preventDefault()
  way()
}

/** Tells of something that is done, with the way back, which is Ctrl Z as well. Only for what the eye cannot already see. */
export function toastUndo(message: string, undo: () => void): void {
  let isUndone = false
  const goBack = () => {
    // Its button is still to be seen, and pressed, while the note goes.
    if (isUndone) return
    isUndone = true
    notifications.hide(id)
    undo()
  }
  ways.push(goBack)
  window.addEventListener('keydown', onUndoKey)
  const id = notifications.show({
    autoClose: 8_000,
    ...common,
    onClose: () => {
      const place = ways.indexOf(goBack)
      if (place >= 0) ways.splice(place, 1)
      if (ways.length === 0) window.removeEventListener('keydown', onUndoKey)
    },
    message: (
      <span className={styles.line}>
        <span className={styles.text} title={message}>
          {message}
        </span>
        <Button
          className={styles.way ?? ''}
          size="compact-sm"
          variant="subtle"
          title={words.undoKey}
          aria-keyshortcuts="Control+Z Meta+Z"
          onClick={goBack}
        >
          {words.undo}
        </Button>
      </span>
    ),
  })
}

interface Way {
  readonly title: string
  readonly message: string
  readonly label: string
  readonly href: string
  readonly isBad: boolean
  /** Goes there within the page. */
  readonly onFollow: () => void
}

/** Tells of something that came to pass elsewhere, with the way to it. It stays long enough to be reached by the keyboard. */
export function toastWay({ title, message, label, href, isBad, onFollow }: Way): void {
  const id = notifications.show({
    autoClose: 20_000,
    ...common,
    ...(isBad && { color: 'red', icon: <IconAlertTriangle size={16} /> }),
    title,
    message: (
      <span className={styles.line}>
        <span className={styles.text} title={message}>
          {message}
        </span>
        <Button
          component="a"
          href={href}
          className={styles.way ?? ''}
          size="compact-sm"
          variant="subtle"
          onClick={(event) => {
            // With a key held it opens where the reader wants it, as any link does.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            notifications.hide(id)
            onFollow()
          }}
        >
          {label}
        </Button>
      </span>
    ),
  })
}

export function toast(message: string): void {
  notifications.show({ message, ...common })
}

/** Tells what did not come to pass of something that otherwise did. */
export function toastWarning(title: string, message: string): void {
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    ...common,
    icon: <IconAlertTriangle size={16} />,
    title,
    message,
  })
}

/** Tells that something did not work and was rolled back. */
export function toastProblem(error: unknown, what?: string): void {
  const { code, detail, requestId } = toGroundworkError(error)
  const { title, hint } = problemWords[code]
  const why = code === 'internal' || code === 'unreachable' ? (what === undefined ? '' : `${title}. `) : `${detail}. `
  toastWarning(what ?? title, `${why}${hint}${requestId ? ` (${requestId})` : ''}`)
}
