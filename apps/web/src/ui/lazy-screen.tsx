import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMatch } from '@tanstack/react-router'
import { type ComponentType, Suspense } from 'react'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { EmptyState } from './empty-state.tsx'
import { type LazyPart, lazyPart } from './lazy-part.tsx'
import styles from './problem.module.css'
import { words } from './words.ts'

/**
 * What an address shows within the frame. The router has it come before it goes there; where it could not come then, it is waited for,
 * and where it does not come, the frame stays. One that broke over one address is tried anew with another.
 */
export function lazyScreen<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  const Part = lazyPart<ScreenAt<Props>>(
    async () => {
      const Loaded = await load()
      return ({ props }) => <Loaded {...props} />
    },
    NotLoadedScreen,
    ({ at }) => at,
  )
  function Screen(props: Props) {
    // As the screen itself reads it: where somebody is going is known earlier.
    const at = useMatch({ strict: false, select: ({ pathname, search }) => pathname + JSON.stringify(search) })
    return (
      <Suspense fallback={<SkeletonRows label={words.loading} />}>
        <Part at={at} props={props} />
      </Suspense>
    )
  }
  return Object.assign(Screen, { preload: Part.preload })
}

interface ScreenAt<Props> {
  readonly at: string
  readonly props: Props
}

function NotLoadedScreen() {
  return (
    <div role="alert" className={styles.problem}>
      <EmptyState
        icon={IconAlertTriangle}
        tone="bad"
        title={words.notLoaded}
        hint={<p>{words.notLoadedHint}</p>}
        action={
          <Button variant="default" onClick={() => window.location.reload()}>
            {words.reload}
          </Button>
        }
      />
    </div>
  )
}
