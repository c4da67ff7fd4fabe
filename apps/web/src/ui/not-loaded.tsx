import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { words } from './words.ts'

const reload = () => window.location.reload()

/** In the place of a dialog that did not come. What it was to lie over goes on once it is closed. */
export function NotLoadedDialog({ onClose }: { onClose: () => void }) {
  return (
    <ConfirmDialog
      title={words.notLoaded}
      confirmLabel={words.reload}
      onConfirm={async () => reload()}
      onClose={onClose}
    >
      <p>{words.notLoadedHint}</p>
    </ConfirmDialog>
  )
}

/** In the place of a part that stands among others. */
export function NotLoadedNote({ onClose }: { onClose?: () => void }) {
  return (
    <Alert
      role="alert"
      color="red"
      variant="light"
      title={words.notLoaded}
      icon={<IconAlertTriangle size={16} />}
      p="sm"
      // It keeps its height where there is little room.
      style={{ flex: 'none' }}
      {...(onClose && { withCloseButton: true, closeButtonLabel: words.close, onClose })}
    >
      <p>{words.notLoadedHint}</p>
      <Button variant="default" size="xs" mt={8} onClick={reload}>
        {words.reload}
      </Button>
    </Alert>
  )
}
