import { toGroundworkError } from '@groundwork/client'
import { Role } from '@groundwork/domain'
import { Button, Menu, Skeleton } from '@mantine/core'
import {
  IconCopy,
  IconEye,
  IconFilterOff,
  IconLock,
  IconPencil,
  IconPlus,
  IconQuestionMark,
  IconShield,
  IconShieldOff,
  IconTrash,
} from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { apiOf, rowQuery, rowsQuery } from '../api/rows.ts'
import type { Column } from '../grid/column.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import type { ResourceSearch } from '../resource/resource-search.ts'
import value from '../resource/value.module.css'
import { canOn, useAbilities } from '../session/abilities.ts'
import { beginPreview } from '../session/preview.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatNumber } from '../ui/format.ts'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { toast, toastProblem } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { emptyRole, RoleEditor, type RoleRow, slugOf } from './role-editor.tsx'
import { words } from './words.ts'

/** Roles as a list, or one of them on a page of its own. The address says which; `new` begins one, `copy:<id>` from another. */
export function RoleScreen() {
  const { open } = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  const show = (id: string | undefined) => void navigate({ to: '.', search: (before) => ({ ...before, open: id }) })
  if (!can('view', Role, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  }
  if (!open) return <Roles onShow={show} />
  const close = () => show(undefined)
  if (open === 'new') return <RoleEditor edited={null} initial={emptyRole(organization ?? null)} onClose={close} />
  const isCopy = open.startsWith('copy:')
  return <OneRole key={open} id={isCopy ? open.slice('copy:'.length) : open} isCopy={isCopy} onClose={close} />
}

function OneRole({ id, isCopy, onClose }: { id: string; isCopy: boolean; onClose: () => void }) {
  const { data, error, refetch } = useQuery(rowQuery('role', id))
  const organization = useCurrentOrganization()
  if (error && toGroundworkError(error).code === 'not_found') {
    return <EmptyState icon={IconShieldOff} title={words.goneTitle} hint={words.goneHint} />
  }
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={320} m={16} />
  if (!isCopy) return <RoleEditor edited={data} initial={emptyRole(null)} onClose={onClose} />
  const { description, requiresSecondFactor, grants } = data
  const name = words.copyName(data.name)
  const initial = {
    name,
    slug: slugOf(name),
    description,
    requiresSecondFactor,
    grants,
    organization: organization ?? null,
  }
  return <RoleEditor edited={null} initial={initial} onClose={onClose} />
}

const keyOf = ({ id }: RoleRow) => id
const nameOf = ({ name }: RoleRow) => name

function Roles({ onShow }: { onShow: (id: string) => void }) {
  const { q = '', sort } = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const client = useQueryClient()
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  const [leaving, setLeaving] = useState<RoleRow | null>(null)
  const change = (next: Partial<ResourceSearch>) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })
  const order = sort ?? Role.defaultOrder
  const query = useInfiniteQuery(
    rowsQuery('role', { orderBy: [order], ...(q && { search: q }), ...withinOrganization(organization) }),
  )
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.rows) ?? [], [query.data])
  const grid = useGrid<RoleRow>({ rows, keyOf, onOpen: ({ id }) => onShow(id) })
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const mayAdd = can('add', Role, organization)
  // Not an ability of the row: a shared role belongs to nobody, and is looked through in an organization of one's own.
  const mayLook = can('viewAs', Role, organization)

  async function remove({ id, name }: RoleRow) {
    await apiOf('role').remove({ id })
    await client.invalidateQueries({ queryKey: ['role'] })
    setLeaving(null)
    toast(words.deleted(name))
  }

  async function lookAs({ id }: RoleRow, place: string) {
    try {
      await beginPreview({ organization: place, role: id })
      await navigate({ to: '/files', search: { org: place } })
    } catch (error) {
      toastProblem(error)
    }
  }

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{words.rolesTitle}</h1>
        <SearchBox
          className={styles.search}
          label={words.searchRoles}
          value={q}
          onChange={(next) => change({ q: next || undefined })}
        />
        <Button
          variant="default"
          leftSection={<IconQuestionMark size={16} />}
          onClick={() => void navigate({ to: '/explain', search: ({ org }) => ({ org }) })}
        >
          {words.explain}
        </Button>
        {mayAdd && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => onShow('new')}>
            {words.newRole}
          </Button>
        )}
      </div>
      {query.isPending && <SkeletonRows label={words.loadingRoles} />}
      {query.error && !rows.length && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && !rows.length && (
        <EmptyState
          icon={q ? IconFilterOff : IconShield}
          title={q ? words.noMatchTitle : words.emptyTitle}
          hint={q ? words.noMatchHint : words.emptyHint}
        />
      )}
      {rows.length > 0 && (
        <DataGrid
          label={words.rolesTitle}
          grid={grid}
          columns={columns}
          nameOf={nameOf}
          sort={order}
          onSort={(next) => change({ sort: next })}
          total={query.data?.pages[0]?.count}
          isSelectable={false}
          isStale={query.isPlaceholderData}
          isLoadingMore={isFetchingNextPage}
          onEnd={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          renderActions={(row) => (
            <RowMenu label={words.actionsFor(row.name)}>
              <Menu.Item leftSection={<IconPencil size={16} />} rightSection="Enter" onClick={() => onShow(row.id)}>
                {words.open}
              </Menu.Item>
              {mayAdd && (
                <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onShow(`copy:${row.id}`)}>
                  {words.copyRole}
                </Menu.Item>
              )}
              {organization && mayLook && (row.organization ?? organization) === organization && (
                <Menu.Item leftSection={<IconEye size={16} />} onClick={() => void lookAs(row, organization)}>
                  {words.viewAs}
                </Menu.Item>
              )}
              {canOn('delete', row) && (
                <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setLeaving(row)}>
                  {common.delete}
                </Menu.Item>
              )}
            </RowMenu>
          )}
        />
      )}
      {leaving && (
        <ConfirmDialog
          title={words.deleteTitle(leaving.name)}
          confirmLabel={common.delete}
          isGrave
          onConfirm={() => remove(leaving)}
          onClose={() => setLeaving(null)}
        >
          <p>{words.deleteHint}</p>
        </ConfirmDialog>
      )}
    </div>
  )
}

const columns: readonly Column<RoleRow>[] = [
  {
    key: 'name',
    label: words.name,
    width: 'minmax(160px, 1fr)',
    sortBy: 'name',
    render: ({ id, name }) => (
      <Link to="." search={(before) => ({ ...before, open: id })} tabIndex={-1} className={value.open}>
        {name}
      </Link>
    ),
  },
  {
    key: 'organization',
    label: words.organization,
    width: 'minmax(120px, 1fr)',
    from: 420,
    render: ({ organizationName }) => organizationName ?? words.shared,
  },
  {
    key: 'description',
    label: words.description,
    width: 'minmax(160px, 2fr)',
    from: 680,
    render: ({ description }) => description,
  },
  {
    key: 'grants',
    label: words.grantCount,
    width: '80px',
    from: 560,
    isEnd: true,
    render: ({ grants }) => <span className="tabular">{formatNumber(grants.length)}</span>,
  },
]
