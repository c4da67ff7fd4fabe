import { toGroundworkError } from '@groundwork/client'
import { Menu } from '@mantine/core'
import { IconPencil, IconRestore, IconTable, IconTrash } from '@tabler/icons-react'
import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { EditCells } from '../grid/column.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import type { GroupRows } from '../grid/grid-lines.ts'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import type { ColumnLayoutControl } from '../grid/use-column-layout.ts'
import type { GridControl } from '../grid/use-grid.ts'
import { canOn } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { NothingMatches } from '../ui/nothing-matches.tsx'
import { Problem } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import type { AnyRow, NamedResource } from './record-types.ts'
import { isFiltered, noFilters, type ResourceSearch } from './resource-search.ts'
import { words } from './words.ts'

interface ResourceTableProps {
  readonly query: UseInfiniteQueryResult
  readonly rows: readonly AnyRow[]
  readonly total: number | undefined
  readonly grid: GridControl<AnyRow>
  readonly resource: NamedResource
  readonly plural: string
  readonly title: string
  readonly layout: ColumnLayoutControl<AnyRow>
  readonly cells: EditCells<AnyRow> | undefined
  readonly groups: GroupRows<AnyRow> | undefined
  readonly nameOf: (row: AnyRow) => string
  readonly search: ResourceSearch
  readonly sort: string
  readonly onChange: (change: Partial<ResourceSearch>) => void
  readonly isTrash: boolean
  readonly isSelectable: boolean
  readonly addButton: ReactNode
  readonly onOpen: ((row: AnyRow) => void) | undefined
  readonly onDelete: ((rows: readonly AnyRow[]) => void) | undefined
  readonly onRestore: ((row: AnyRow) => void) | undefined
  readonly rowItems: ((row: AnyRow) => ReactNode) | undefined
}

/** The records as a table; or why there are none, and what to do about it. */
export function ResourceTable(props: ResourceTableProps) {
  const { query, rows, total, grid, resource, plural, title, layout, cells, groups, nameOf, search, sort, onChange } =
    props
  const { isTrash, isSelectable, addButton } = props
  const clear = () => onChange(noFilters)
  if (query.isPending) return <SkeletonRows label={words.loading(plural)} />
  if (query.error && search.where && toGroundworkError(query.error).code === 'invalid') {
    return <NothingMatches tone="bad" title={words.badFilterTitle} hint={whyNot(query.error)} onClear={clear} />
  }
  if (query.error && !rows.length) return <Problem error={query.error} onRetry={() => void query.refetch()} />
  const isEmpty = !rows.length && !groups?.folded.length
  if (isEmpty && isFiltered(search)) {
    return <NothingMatches title={words.noMatchTitle(plural)} hint={words.noMatchHint} onClear={clear} />
  }
  if (isEmpty && isTrash) {
    return <EmptyState icon={IconTrash} title={words.trashEmptyTitle} hint={words.trashEmptyHint(plural)} />
  }
  if (isEmpty) {
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
  const hasMenu = props.onOpen !== undefined || props.onRestore !== undefined
  return (
    <DataGrid
      label={title}
      grid={grid}
      columns={layout.shown}
      nameOf={nameOf}
      sort={sort}
      onSort={(next) => onChange({ sort: next })}
      total={total}
      isSelectable={isSelectable}
      isStale={query.isPlaceholderData}
      isLoadingMore={isFetchingNextPage}
      onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
      arrange={layout}
      cells={cells}
      groups={groups}
      {...(hasMenu && {
        renderActions: (row: AnyRow) => (
          <RowMenu label={words.actionsFor(nameOf(row))}>
            <RowItems {...props} row={row} />
          </RowMenu>
        ),
      })}
    />
  )
}

function RowItems({ row, onOpen, onDelete, onRestore, rowItems }: ResourceTableProps & { readonly row: AnyRow }) {
  return (
    <>
      {onOpen && (
        <Menu.Item leftSection={<IconPencil size={16} />} rightSection="Enter" onClick={() => onOpen(row)}>
          {words.open}
        </Menu.Item>
      )}
      {onRestore && canOn('restore', row) && (
        <Menu.Item leftSection={<IconRestore size={16} />} onClick={() => onRestore(row)}>
          {words.restore}
        </Menu.Item>
      )}
      {rowItems?.(row)}
      {onDelete && canOn('delete', row) && (
        <Menu.Item color="red" leftSection={<IconTrash size={16} />} rightSection="Del" onClick={() => onDelete([row])}>
          {common.delete}
        </Menu.Item>
      )}
    </>
  )
}

/** What is wrong with a filter that came with a link. */
function whyNot(error: unknown): string {
  const { detail, errors } = toGroundworkError(error)
  const said = Object.entries(errors).map(([path, messages]) => `${path}: ${messages.join('. ')}`)
  return said.length ? said.join(' · ') : detail
}
