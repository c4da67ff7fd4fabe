import { Button } from '@mantine/core'
import { IconLock, IconPlus, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { rowQuery, rowsQuery } from '../api/rows.ts'
import { SelectionBar } from '../grid/selection-bar.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { canOn, useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { hasFilters, ResourceFilters } from './resource-filters.tsx'
import { type AnyRow, type NamedResource, ResourceForm } from './resource-form.tsx'
import { rowsInputOf } from './resource-rows.ts'
import type { ResourceSearch } from './resource-search.ts'
import { ResourceTable } from './resource-table.tsx'
import { useResourceActions } from './use-resource-actions.ts'
import { words } from './words.ts'

export interface ResourceScreenProps {
  readonly resource: NamedResource
  /** For people, lower case: `products`. */
  readonly plural: string
  readonly title: string
  /** Fields and lookups, in order. The first one names the record. */
  readonly columns: readonly string[]
  /** Tracks of a CSS grid for columns that are not as wide as others. */
  readonly widths?: Readonly<Record<string, string>>
  readonly isReadOnly?: boolean
  /** Beside the title: the way to a neighbouring list. */
  readonly neighbours?: ReactNode
  /** Entries of a row's menu besides open and delete. */
  readonly rowItems?: (row: AnyRow) => ReactNode
}

/** A list of records with search, filters, order and a form: everything from the definition. */
export function ResourceScreen(props: ResourceScreenProps) {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', props.resource, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle(props.plural)} hint={words.noViewHint} />
  }
  return <Records {...props} />
}

function Records({
  resource,
  plural,
  title,
  columns,
  widths,
  isReadOnly = false,
  neighbours,
  rowItems,
}: ResourceScreenProps) {
  const search = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const organization = useCurrentOrganization()
  const { can } = useAbilities()
  const actions = useResourceActions(resource, plural)

  const change = (next: Partial<ResourceSearch>, isStep = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep })
  const query = useInfiniteQuery(rowsQuery(resource.name, rowsInputOf(resource, search, organization)))
  const rows = useMemo(
    () => (query.data?.pages.flatMap((page) => page.rows) ?? []) as unknown as AnyRow[],
    [query.data],
  )
  const total = query.data?.pages[0]?.count
  const keyOf = useMemo(() => (row: AnyRow) => String(row[resource.key]), [resource])
  const nameOf = (row: AnyRow) => String(row[columns[0] ?? resource.title] ?? row[resource.key])

  const open = (row: AnyRow) => change({ open: keyOf(row) }, true)
  const remove = (chosen: readonly AnyRow[]) => {
    const deletable = chosen.filter((row) => canOn('delete', row))
    if (deletable.length) void actions.remove(deletable, nameOf)
  }
  const grid = useGrid<AnyRow>({
    rows,
    keyOf,
    ...(!isReadOnly && { onOpen: open, onDelete: remove }),
  })
  const deletable = isReadOnly ? [] : grid.selectedRows.filter((row) => canOn('delete', row))
  const mayAdd = !isReadOnly && can('add', resource, organization)
  const addButton = mayAdd && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ open: 'new' }, true)}>
      {words.newOne(resource.label)}
    </Button>
  )

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {title}
          {total !== undefined && <span className={`${styles.count} tabular`}>{total}</span>}
        </h1>
        {neighbours}
        <SearchBox
          className={styles.search}
          label={words.search(plural)}
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        {addButton}
      </div>
      <div className={styles.toolRow} hidden={!deletable.length && !hasFilters(resource)}>
        {deletable.length > 0 ? (
          <SelectionBar
            label={words.selected(grid.selectedRows.length)}
            clearLabel={words.clearSelection}
            onClear={grid.clear}
          >
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => remove(deletable)}
            >
              {words.deleteThem}
            </Button>
          </SelectionBar>
        ) : (
          <ResourceFilters resource={resource} search={search} onChange={change} />
        )}
      </div>
      <ResourceTable
        query={query}
        rows={rows}
        total={total}
        grid={grid}
        resource={resource}
        plural={plural}
        title={title}
        columns={columns}
        widths={widths ?? {}}
        nameOf={nameOf}
        search={search}
        onChange={change}
        addButton={addButton}
        onOpen={isReadOnly ? undefined : open}
        onDelete={isReadOnly ? undefined : remove}
        rowItems={rowItems}
      />
      {search.open && !isReadOnly && (
        <RecordDrawer
          resource={resource}
          id={search.open}
          organization={organization}
          onClose={() => change({ open: undefined })}
        />
      )}
    </div>
  )
}

interface RecordDrawerProps {
  readonly resource: NamedResource
  readonly id: string
  readonly organization: string | undefined
  readonly onClose: () => void
}

function RecordDrawer({ resource, id, organization, onClose }: RecordDrawerProps) {
  const isNew = id === 'new'
  const { data } = useQuery({ ...rowQuery(resource.name, id), enabled: !isNew })
  if (isNew) {
    return (
      <ResourceForm
        resource={resource}
        row={null}
        initial={organization ? { organization } : {}}
        mayChange
        onClose={onClose}
      />
    )
  }
  if (!data) return null
  return (
    <ResourceForm
      key={id}
      resource={resource}
      row={data as unknown as AnyRow}
      mayChange={canOn('change', data)}
      onClose={onClose}
    />
  )
}
