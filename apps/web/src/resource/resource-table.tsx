import { Button, Menu } from '@mantine/core'
import { IconFilterOff, IconPencil, IconTable, IconTrash } from '@tabler/icons-react'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Column } from '../grid/column.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import type { GridControl } from '../grid/use-grid.ts'
import { canOn } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import type { AnyRow, NamedResource } from './resource-form.tsx'
import type { ResourceSearch } from './resource-search.ts'
import styles from './value.module.css'
import { Value } from './value.tsx'
import { spell, words } from './words.ts'

interface ResourceTableProps {
  readonly query: UseInfiniteQueryResult
  readonly rows: readonly AnyRow[]
  readonly total: number | undefined
  readonly grid: GridControl<AnyRow>
  readonly resource: NamedResource
  readonly plural: string
  readonly title: string
  readonly columns: readonly string[]
  readonly widths: Readonly<Record<string, string>>
  readonly nameOf: (row: AnyRow) => string
  readonly search: ResourceSearch
  readonly onChange: (change: Partial<ResourceSearch>) => void
  readonly addButton: ReactNode
  readonly onOpen: ((row: AnyRow) => void) | undefined
  readonly onDelete: ((rows: readonly AnyRow[]) => void) | undefined
  readonly rowItems: ((row: AnyRow) => ReactNode) | undefined
}

/** The records as a table; or why there are none, and what to do about it. */
export function ResourceTable({
  query,
  rows,
  total,
  grid,
  resource,
  plural,
  title,
  columns,
  widths,
  nameOf,
  search,
  onChange,
  addButton,
  onOpen,
  onDelete,
  rowItems,
}: ResourceTableProps) {
  if (query.isPending) return <SkeletonRows label={words.loading(plural)} />
  if (query.error && !rows.length) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  if (!rows.length && (search.q || search.filter)) {
    const clear = (
      <Button variant="default" onClick={() => onChange({ q: undefined, filter: undefined })}>
        {common.clearFilters}
      </Button>
    )
    return (
      <EmptyState icon={IconFilterOff} title={words.noMatchTitle(plural)} hint={words.noMatchHint} action={clear} />
    )
  }
  if (!rows.length) {
    return (
      <EmptyState
        icon={IconTable}
        title={words.emptyTitle(plural)}
        hint={addButton ? words.emptyHint(resource.label) : words.emptyReadOnly}
        action={addButton}
      />
    )
  }

  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  return (
    <DataGrid
      label={title}
      grid={grid}
      columns={columnsOf(resource, columns, widths, onOpen !== undefined)}
      nameOf={nameOf}
      sort={search.sort ?? resource.defaultOrder}
      onSort={(sort) => onChange({ sort })}
      total={total}
      isSelectable={onDelete !== undefined}
      isStale={query.isPlaceholderData}
      isLoadingMore={isFetchingNextPage}
      onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
      {...(onOpen && {
        renderActions: (row: AnyRow) => (
          <RowMenu label={words.actionsFor(nameOf(row))}>
            <Menu.Item leftSection={<IconPencil size={16} />} rightSection="Enter" onClick={() => onOpen(row)}>
              {words.open}
            </Menu.Item>
            {rowItems?.(row)}
            {onDelete && canOn('delete', row) && (
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                rightSection="Del"
                onClick={() => onDelete([row])}
              >
                {common.delete}
              </Menu.Item>
            )}
          </RowMenu>
        ),
      })}
    />
  )
}

/** The first two columns always fit; each further one needs more room. */
function columnsOf(
  resource: NamedResource,
  names: readonly string[],
  widths: Readonly<Record<string, string>>,
  isOpenable: boolean,
): Column<AnyRow>[] {
  return names.map((name, place) => {
    const field = resource.fields[name]
    const isNumber = field?.kind === 'integer' || field?.kind === 'bigint'
    return {
      key: name,
      label: spell(name),
      width: widths[name] ?? 'minmax(96px, 1fr)',
      ...(isNumber && { isEnd: true }),
      ...(field?.sort && { sortBy: name }),
      ...(place > 1 && { from: 240 + place * 130 }),
      render: (row: AnyRow) => {
        const value = <Value resource={resource} name={name} value={row[name]} />
        return place === 0 && isOpenable ? <OpenLink id={String(row[resource.key])}>{value}</OpenLink> : value
      },
    }
  })
}

/** A real link, so that a record opens in another tab as well. */
function OpenLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={styles.open}>
      {children}
    </Link>
  )
}
