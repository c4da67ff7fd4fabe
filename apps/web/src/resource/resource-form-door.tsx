import { useEffect } from 'react'
import { lazyDialog } from '../ui/lazy-dialog.tsx'
import { whenIdle } from '../ui/when-idle.ts'

/** The form of a record that has no page of its own, which a list can be seen without. */
export const ResourceFormDoor = lazyDialog(() => import('./resource-form.tsx').then((part) => part.ResourceForm))

/** Has the form at hand before somebody opens it. */
export function useFormSoon(): void {
  useEffect(() => whenIdle(ResourceFormDoor.preload), [])
}
