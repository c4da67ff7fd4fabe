import { lazy, Suspense } from 'react'
import { useAbilities } from '../session/abilities.ts'
import type { NamedResource } from './record-types.ts'
import { filterIn } from './resource-search.ts'

const FilterBuilder = lazy(() =>
  import('../filter-builder/filter-builder.tsx').then(({ FilterBuilder: component }) => ({ default: component })),
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
