import { Tag } from '@groundwork/domain'
import { Button, Menu } from '@mantine/core'
import { IconArrowMerge, IconFilterOff, IconLock, IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { apiOf, rowQuery, rowsQuery } from '../api/rows.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { ResourceFormDoor, useFormSoon } from '../resource/resource-form-door.tsx'
import type { ResourceSearch } from '../resource/resource-search.ts'
import { canOn, useAbilities } from '../session/abilities.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { MergeDialog } from './merge-dialog.tsx'
import { TagColorInput } from './tag-color-input.tsx'
import { tagColumns, usesInWords } from './tag-columns.tsx'
import { type TagRow, useTagUsage } from './tag-queries.ts'
import { words } from './words.ts'

const keyOf = ({ id }: TagRow) => id
const nameOf = ({ name }: TagRow) => name

/** The words that records are marked with: how often, in which colour, and what to do when there are two for one thing. */
export function TagScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', Tag, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Tags organization={organization} />
}

function Tags({ organization }: { organization: string | undefined }) {
  useFormSoon()
  const { q = '', sort = Tag.defaultOrder, open } = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const { can } = useAbilities()
  const [merging, setMerging] = useState<TagRow | null>(null)
  const [leaving, setLeaving] = useState<TagRow | null>(null)
  const change = (next: Partial<ResourceSearch>, isStep = false) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: !isStep })
  const query = useInfiniteQuery(
    rowsQuery('tag', { orderBy: [sort], ...(q && { search: q }), ...withinOrganization(organization) }),
  )
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const pages = useMemo(() => query.data?.pages.map((page) => page.rows) ?? [], [query.data])
  const rows = useMemo(() => pages.flat(), [pages])
  const usage = useTagUsage(pages)
  const grid = useGrid<TagRow>({
    rows,
    keyOf,
    onOpen: ({ id }) => change({ open: id }, true),
    onDelete: ([tag]) => tag && canOn('delete', tag) && setLeaving(tag),
  })
  const addButton = can('add', Tag, organization) && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ open: 'new' }, true)}>
      {words.newOne}
    </Button>
  )

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.title}
          <span className={`${styles.count} tabular`}>{query.data?.pages[0]?.count}</span>
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={q}
          onChange={(next) => change({ q: next || undefined })}
        />
        {addButton}
      </div>
      {query.isPending && <SkeletonRows label={words.loading} />}
      {query.error && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && !rows.length && (
        <EmptyState
          icon={q ? IconFilterOff : IconTag}
          title={q ? words.noMatch : words.emptyTitle}
          hint={q ? words.noMatchHint : words.emptyHint}
          {...(!q && { action: addButton })}
        />
      )}
      {rows.length > 0 && (
        <DataGrid
          label={words.title}
          grid={grid}
          columns={tagColumns(usage, organization === undefined)}
          nameOf={nameOf}
          sort={sort}
          onSort={(next) => change({ sort: next })}
          total={query.data?.pages[0]?.count}
          isSelectable={false}
          isLoadingMore={isFetchingNextPage}
          onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          renderActions={(tag) => (
            <RowMenu label={words.actionsFor(tag.name)}>
              <Menu.Item
                leftSection={<IconPencil size={16} />}
                rightSection="Enter"
                onClick={() => change({ open: tag.id }, true)}
              >
                {words.edit}
              </Menu.Item>
              {canOn('merge', tag) && (
                <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => setMerging(tag)}>
                  {words.merge}
                </Menu.Item>
              )}
              {canOn('delete', tag) && (
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} />}
                  rightSection="Del"
                  onClick={() => setLeaving(tag)}
                >
                  {common.delete}
                </Menu.Item>
              )}
            </RowMenu>
          )}
        />
      )}
      {open && <TagForm id={open} organization={organization} onClose={() => change({ open: undefined })} />}
      {merging && <MergeDialog tag={merging} count={usage.get(merging.id)?.count} onClose={() => setMerging(null)} />}
      {leaving && <DeleteDialog tag={leaving} usage={usage.get(leaving.id)} onClose={() => setLeaving(null)} />}
    </div>
  )
}

interface TagFormProps {
  readonly id: string
  readonly organization: string | undefined
  readonly onClose: () => void
}

const inputs = { color: TagColorInput }

function TagForm({ id, organization, onClose }: TagFormProps) {
  const client = useQueryClient()
  const isNew = id === 'new'
  const { data } = useQuery({ ...rowQuery('tag', id), enabled: !isNew })
  // A new name or colour is seen on every record that has the tag.
  const onSaved = () => void client.invalidateQueries()
  if (isNew) {
    const initial = organization ? { organization } : {}
    return <ResourceFormDoor resource={Tag} row={null} initial={initial} mayChange inputs={inputs} onClose={onClose} />
  }
  if (!data) return null
  return (
    <ResourceFormDoor
      key={id}
      resource={Tag}
      row={data}
      mayChange={canOn('change', data)}
      inputs={inputs}
      onSaved={onSaved}
      onClose={onClose}
    />
  )
}

interface DeleteDialogProps {
  readonly tag: TagRow
  readonly usage: Parameters<typeof usesInWords>[0] | undefined
  readonly onClose: () => void
}

/** Says what a tag is taken off before it is gone. */
function DeleteDialog({ tag, usage, onClose }: DeleteDialogProps) {
  const client = useQueryClient()
  async function remove() {
    await apiOf('tag').remove({ id: tag.id })
    await client.invalidateQueries()
    toast(words.deleted(tag.name))
    onClose()
  }
  return (
    <ConfirmDialog
      title={words.deleteTitle(tag.name)}
      confirmLabel={common.delete}
      isGrave
      onConfirm={remove}
      onClose={onClose}
    >
      {usage && <p>{usage.count ? words.deleteUsed(usesInWords(usage)) : words.deleteUnused}</p>}
    </ConfirmDialog>
  )
}
