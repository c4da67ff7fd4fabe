import { useEffect, useState } from 'react'

/**
 * Gives the focus back to what opened a dialog, when the dialog goes. For dialogs that are there only while they are open: their
 * own way of doing so waits for a closing that never comes.
 */
export function useReturnFocus(): void {
  const [opener] = useState(openerNow)
  useEffect(
    () => () => {
      if (opener?.isConnected) opener.focus()
    },
    [opener],
  )
}

/** An item of a menu is gone by then; the button that opens the menu is not. */
export function openerNow(): HTMLElement | null {
  const active = document.activeElement
  const menu = active?.closest('[role="menu"]')
  const opener = menu ? document.querySelector(`[aria-controls="${menu.id}"]`) : active
  return opener instanceof HTMLElement ? opener : null
}
