import { toGroundworkError } from '@groundwork/client'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { problemWords } from './problem-words.ts'
import styles from './toast.module.css'
import { words } from './words.ts'

/** Tells of something that is done, with the way back. Only for what the eye cannot already see. */
export function toastUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: 8_000,
    classNames: { root: styles.root ?? '' },
    message: (
      <span className={styles.line}>
        <span className={styles.text}>{message}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          {words.undo}
        </Button>
      </span>
    ),
  })
}

export function toast(message: string): void {
  notifications.show({ message, classNames: { root: styles.root ?? '' } })
}

/** Tells that something did not work and was rolled back. */
export function toastProblem(error: unknown, what?: string): void {
  const { code, detail, requestId } = toGroundworkError(error)
  const { title, hint } = problemWords[code]
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    classNames: { root: styles.root ?? '' },
    icon: <IconAlertTriangle size={16} />,
    title: what ?? title,
    message: `${code === 'internal' || code === 'unreachable' ? `${title}.` : `${detail}.`} ${hint}${requestId ? ` (${requestId})` : ''}`,
  })
}
