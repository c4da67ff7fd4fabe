import { type ReactNode, Suspense, useEffect } from 'react'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedNote } from '../ui/not-loaded.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import type { DetailsPaneProps } from './details-pane.tsx'
import { DetailsSkeleton } from './details-skeleton.tsx'
import { words } from './words.ts'

const loadDetails = () => import('./details-pane.tsx')
const loadFolder = () => import('./folder-pane.tsx')
const DetailsPane = lazyPart(
  () => loadDetails().then((part) => part.DetailsPane),
  NotLoadedPane,
  ({ id }) => id,
)
const FolderPane = lazyPart<PlaceProps>(
  () => loadFolder().then((part) => part.FolderPane),
  NotLoadedPane,
  ({ id }) => id,
)

interface PlaceProps {
  readonly id: string
  readonly organization: string | undefined
  readonly onClose: () => void
}

interface PaneDoorProps extends DetailsPaneProps {
  readonly isFolder: boolean
  readonly organization: string | undefined
}

/**
 * The file or folder that is looked at beside the list. A list can be seen without it, and without the forms, the definitions and the rules
 * of numbers and patterns that it brings along: those come once the list is there. Where they do not come, the list stays.
 */
export function PaneDoor({ isFolder, organization, ...details }: PaneDoorProps) {
  const { id, onClose } = details
  return isFolder ? (
    <Suspense>
      <FolderPane id={id} organization={organization} onClose={onClose} />
    </Suspense>
  ) : (
    <Suspense
      fallback={
        <DoorPane onClose={onClose}>
          <DetailsSkeleton />
        </DoorPane>
      }
    >
      <DetailsPane {...details} />
    </Suspense>
  )
}

function NotLoadedPane({ onClose }: { onClose: () => void }) {
  return (
    <DoorPane onClose={onClose}>
      <NotLoadedNote />
    </DoorPane>
  )
}

const DoorPane = ({ onClose, children }: { onClose: () => void; children: ReactNode }) => (
  <SidePane label={words.details} title={words.details} onClose={onClose}>
    {children}
  </SidePane>
)

/** Has the panes at hand before somebody asks for one. */
export function usePanesSoon(): void {
  useEffect(() => {
    // Whoever is without a connection is told so when they open one.
    const load = () => Promise.all([loadDetails(), loadFolder()]).catch(() => undefined)
    whenIdle(load)
  }, [])
}
