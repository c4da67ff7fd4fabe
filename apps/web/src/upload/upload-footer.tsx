import { Button } from '@mantine/core'
import type { UploadSummary } from './upload-summary.ts'
import styles from './upload-tray.module.css'
import { uploads } from './uploads.ts'
import { words } from './words.ts'

/** What can be done about all of them; nothing where one line says it all. */
export function UploadFooter({ counts }: UploadSummary) {
  const { waiting, sending, paused, interrupted, failed } = counts
  const going = waiting + sending
  const isMany = going + paused + interrupted > 1
  if (!isMany && failed === 0) return null
  return (
    <footer className={styles.footer}>
      {failed > 0 && <All onClick={uploads.retryAll}>{words.retryAll}</All>}
      {isMany && paused > 0 && <All onClick={uploads.resumeAll}>{words.resumeAll}</All>}
      {isMany && going > 0 && <All onClick={uploads.pauseAll}>{words.pauseAll}</All>}
      {isMany && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={uploads.cancelAll}>
          {words.cancelAll}
        </Button>
      )}
    </footer>
  )
}

function All({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClick}>
      {children}
    </Button>
  )
}
