import { IconArrowLeft, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { approximately } from '../bulk/words.ts'
import type { Definition } from '../custom-field/definitions.ts'
import { ColumnChooser } from '../grid/column-chooser.tsx'
import type { ColumnLayoutControl } from '../grid/use-column-layout.ts'
import { IconButton } from '../ui/icon-button.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { FilterButton } from './filter-button.tsx'
import { GroupButton } from './group-button.tsx'
import type { AnyRow, NamedResource } from './record-types.ts'
import { ResourceFilters } from './resource-filters.tsx'
import type { ResourceSearch } from './resource-search.ts'
import { words } from './words.ts'

interface ResourceToolbarProps {
  readonly resource: NamedResource
  readonly definitions: readonly Definition[]
  readonly plural: string
  readonly title: string
  readonly total: number | undefined
  readonly isTotalExact: boolean
  readonly search: ResourceSearch
  readonly onChange: (change: Partial<ResourceSearch>) => void
  readonly isTrash: boolean
  readonly layout: ColumnLayoutControl<AnyRow>
  readonly onShare: () => void
  readonly isFiltering: boolean
  readonly onFiltering: (isFiltering: boolean) => void
  readonly neighbours: ReactNode
  readonly addButton: ReactNode
  /** Leads to where rows are brought in from a file. */
  readonly importButton: ReactNode
  /** Takes the list out as a file. */
  readonly exportButton: ReactNode
  /** In front of the filters: the saved views. */
  readonly views: ReactNode
  /** In the place of the filters while records are chosen. */
  readonly selection: ReactNode
}

/** Title and search; below, the filters, or what can be done with the chosen records. */
export function ResourceToolbar(props: ResourceToolbarProps) {
  const { resource, definitions, plural, title, total, isTotalExact, search, onChange, isTrash } = props
  const {
    layout,
    onShare,
    isFiltering,
    onFiltering,
    neighbours,
    addButton,
    importButton,
    exportButton,
    selection,
    views,
  } = props
  return (
    <>
      <div className={styles.titleRow}>
        {isTrash && (
          <IconButton label={words.leaveTrash(plural)} onClick={() => onChange({ trash: undefined, sort: undefined })}>
            <IconArrowLeft size={18} />
          </IconButton>
        )}
        <h1 className={styles.title}>
          {isTrash ? words.showTrash(plural) : title}
          {total !== undefined && (
            <span className={`${styles.count} tabular`}>{approximately(total, isTotalExact)}</span>
          )}
        </h1>
        {neighbours}
        <SearchBox
          className={styles.search}
          label={words.search(plural)}
          value={search.q ?? ''}
          onChange={(q) => onChange({ q: q || undefined })}
        />
        {resource.softDelete && !isTrash && (
          <IconButton label={words.showTrash(plural)} onClick={() => onChange({ trash: '1', sort: undefined })}>
            <IconTrash size={18} />
          </IconButton>
        )}
        {importButton}
        {exportButton}
        <ColumnChooser layout={layout} onShare={onShare} />
        {addButton}
      </div>
      <div className={styles.toolRow}>
        {selection ?? (
          <ResourceFilters resource={resource} definitions={definitions} search={search} onChange={onChange}>
            {views}
            <FilterButton
              resource={resource}
              definitions={definitions}
              where={search.where}
              isOpen={isFiltering}
              onOpen={onFiltering}
              onClear={() => onChange({ where: undefined })}
            />
            {!isTrash && (
              <GroupButton
                resource={resource}
                definitions={definitions}
                group={search.group}
                onChange={(group) => onChange({ group })}
              />
            )}
          </ResourceFilters>
        )}
      </div>
    </>
  )
}
