/** Keys typed into a field, a dialog or a menu are not meant for the page. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') !== null

/** Focus for what came late: never out of a field, dialog or menu that somebody has turned to meanwhile. */
export function takeFocus(element: HTMLElement): void {
  const holder = document.activeElement
  if (element.contains(holder) || !isTyping(holder)) element.focus()
}
