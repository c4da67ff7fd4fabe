import { useState } from 'react'
import { useDefinitions } from '../custom-field/definitions.ts'
import { FilterButton } from '../resource/filter-button.tsx'
import { OwnFilter } from '../resource/own-filter.tsx'
import type { NamedResource } from '../resource/record-types.ts'
import { layoutOf } from '../saved-view/columns-param.ts'
import type { SavedViewControl } from '../saved-view/use-saved-view.ts'
import { ViewBar } from '../saved-view/view-bar.tsx'
import { stateOf } from '../saved-view/view-search.ts'
import styles from '../ui/screen.module.css'

interface TreeFiltersProps {
  readonly resource: NamedResource
  readonly plural: string
  readonly organization: string | undefined
  readonly saved: SavedViewControl
}

/** The saved views of a tree and a filter of one's own. What either finds is shown one below the other. */
export function TreeFilters({ resource, plural, organization, saved }: TreeFiltersProps) {
  const [isFiltering, setIsFiltering] = useState(false)
  const definitions = useDefinitions(resource)
  const { search, change } = saved
  return (
    <>
      <div className={styles.toolRow}>
        {saved.isOffered && (
          <ViewBar
            control={saved}
            resource={resource.name}
            plural={plural}
            organization={organization}
            state={stateOf(resource, search, layoutOf(search))}
            isWorthKeeping={search.where !== undefined}
          />
        )}
        <FilterButton
          resource={resource}
          definitions={definitions}
          where={search.where}
          isOpen={isFiltering}
          onOpen={setIsFiltering}
          onClear={() => change({ where: undefined })}
        />
      </div>
      {isFiltering && (
        <OwnFilter
          resource={resource}
          where={search.where}
          onWhere={(where) => change({ where })}
          onClose={() => setIsFiltering(false)}
        />
      )}
    </>
  )
}
