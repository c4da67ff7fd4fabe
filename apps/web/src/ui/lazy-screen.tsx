import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { EmptyState } from './empty-state.tsx'
import { type LazyPart, lazyPart } from './lazy-part.tsx'
import styles from './problem.module.css'
import { words } from './words.ts'

/** What an address shows within the frame. The router has it come before it goes there; where it does not come, the frame stays. */
export const lazyScreen = <Props extends object>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> =>
  lazyPart(load, NotLoadedScreen)

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
