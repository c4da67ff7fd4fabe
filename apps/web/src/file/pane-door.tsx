import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Contained } from '../ui/contained.tsx'
import { Problem } from '../ui/problem.tsx'
import { SidePane } from '../ui/side-pane.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import type { DetailsPaneProps } from './details-pane.tsx'
import { DetailsSkeleton } from './details-skeleton.tsx'
import { words } from './words.ts'

const loadDetails = () => import('./details-pane.tsx')
const loadFolder = () => import('./folder-pane.tsx')
const DetailsPane = lazy(() => loadDetails().then(({ DetailsPane: component }) => ({ default: component })))
const FolderPane = lazy(() => loadFolder().then(({ FolderPane: component }) => ({ default: component })))

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
  const inPane = (children: ReactNode) => (
    <SidePane label={words.details} title={words.details} onClose={onClose}>
      {children}
    </SidePane>
  )
  return (
    <Contained
      of={id}
      // What did not come once is not asked for again by this page; and after a newer client was put in place nothing has its name.
      instead={(error) => inPane(<Problem error={error} onRetry={() => window.location.reload()} />)}
    >
      {isFolder ? (
        <Suspense>
          <FolderPane id={id} organization={organization} />
        </Suspense>
      ) : (
        <Suspense fallback={inPane(<DetailsSkeleton />)}>
          <DetailsPane {...details} />
        </Suspense>
      )}
    </Contained>
  )
}

/** Has the panes at hand before somebody asks for one. */
export function usePanesSoon(): void {
  useEffect(() => {
    // Whoever is without a connection is told so when they open one.
    const load = () => Promise.all([loadDetails(), loadFolder()]).catch(() => undefined)
    whenIdle(load)
  }, [])
}
