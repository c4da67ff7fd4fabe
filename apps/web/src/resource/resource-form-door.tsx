import { Suspense, useEffect } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedDialog } from '../ui/not-loaded.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import type { ResourceFormProps } from './resource-form.tsx'

const ResourceForm = lazyPart<ResourceFormProps>(
  () => import('./resource-form.tsx').then((part) => part.ResourceForm),
  NotLoadedDialog,
)

/** The form of a record that has no page of its own, which a list can be seen without. */
export const ResourceFormDoor = (props: ResourceFormProps) => (
  <Suspense>
    <ResourceForm {...props} />
  </Suspense>
)

/** Has the form at hand before somebody opens it. */
export function useFormSoon(): void {
  useEffect(() => whenIdle(ResourceForm.preload), [])
}
