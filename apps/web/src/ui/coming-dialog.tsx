import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import styles from './coming-dialog.module.css'
import { takeFocus } from './focus.ts'
import { openerNow } from './use-return-focus.ts'
import { useWithdraw } from './use-withdraw.ts'
import { words } from './words.ts'

/**
 * In the place of a dialog that is on its way: Escape withdraws it, as it will close it, and the focus stays with what asked for it.
 * To be seen only where it takes longer than a moment.
 */
export function ComingDialog({ onClose }: { onClose: () => void }) {
  const [opener] = useState(openerNow)
  function leave(): void {
    onClose()
    if (opener?.isConnected) takeFocus(opener)
  }
  useWithdraw(leave)
  return createPortal(
    <div className={styles.coming}>
      <span role="status">{words.loading}</span>
      <UnstyledButton className={styles.cancel} onClick={leave}>
        {words.cancel}
      </UnstyledButton>
    </div>,
    document.body,
  )
}
