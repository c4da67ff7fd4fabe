import { Button } from '@mantine/core'
import { IconFilterOff } from '@tabler/icons-react'
import { EmptyState } from './empty-state.tsx'
import { words as common } from './words.ts'

interface NothingMatchesProps {
  readonly title: string
  readonly hint: string
  readonly onClear: () => void
  /** What was asked cannot be answered, which is worse than an empty answer. */
  readonly tone?: 'plain' | 'bad'
}

/** A list of which filters leave nothing, with the way back to all of it. */
export function NothingMatches({ title, hint, onClear, tone = 'plain' }: NothingMatchesProps) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      {common.clearFilters}
    </Button>
  )
  return <EmptyState icon={IconFilterOff} tone={tone} title={title} hint={hint} action={clear} />
}
