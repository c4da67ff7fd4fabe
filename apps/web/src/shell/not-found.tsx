import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { words } from './words.ts'

export function NotFound() {
  return (
    <main>
      <EmptyState
        icon={IconMapOff}
        title={words.notFound}
        hint={words.notFoundHint}
        action={
          <Button component={Link} to="/files">
            {words.toFiles}
          </Button>
        }
      />
    </main>
  )
}
