import { lazy, Suspense } from 'react'
import type { Entry } from '../entry.ts'

const SharedEntry = lazy(() =>
  import('./shared-entry.tsx').then(({ SharedEntry: component }) => ({ default: component })),
)

/** Sharing of one file or folder, loaded when somebody asks for it. */
export function ShareDoor({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  if (!entry) return null
  return (
    <Suspense>
      <SharedEntry entry={entry} onClose={onClose} />
    </Suspense>
  )
}
