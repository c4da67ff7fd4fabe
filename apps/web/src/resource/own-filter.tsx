import { Box } from '@mantine/core'
import { Suspense } from 'react'
import { useAbilities } from '../session/abilities.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { NotLoadedNote } from '../ui/not-loaded.tsx'
import type { NamedResource } from './record-types.ts'
import { filterIn } from './resource-search.ts'

const FilterBuilder = lazyPart(
  () => import('../filter-builder/filter-builder.tsx').then((part) => part.FilterBuilder),
  ({ onClose }) => (
    <Box mx={16} mb={8}>
      <NotLoadedNote onClose={onClose} />
    </Box>
  ),
)

interface OwnFilterProps {
  readonly resource: NamedResource
  /** As the address says it. */
  readonly where: string | undefined
  readonly onWhere: (where: string | undefined) => void
  readonly onClose: () => void
}

/** The builder of a filter of one's own, fetched when it is opened. */
export function OwnFilter({ resource, where, onWhere, onClose }: OwnFilterProps) {
  const { readable } = useAbilities()
  return (
    <Suspense>
      <FilterBuilder
        key={resource.name}
        resource={resource}
        readable={readable}
        value={filterIn(where)}
        onChange={(filter) => onWhere(filter && JSON.stringify(filter))}
        onClose={onClose}
      />
    </Suspense>
  )
}
