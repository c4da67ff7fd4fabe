import { Organization } from '@groundwork/domain'
import { Button, Menu } from '@mantine/core'
import {
  IconArrowsMove,
  IconFilterOff,
  IconHierarchy3,
  IconPencil,
  IconPlus,
  IconSwitchHorizontal,
} from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { ResourceForm } from '../resource/resource-form.tsx'
import type { ResourceSearch } from '../resource/resource-search.ts'
import { canOn, useAbilities } from '../session/abilities.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { organizationColumns } from './organization-columns.tsx'
import { type OrganizationRow, useAllOrganizations } from './organization-queries.ts'
import { type TreeLine, treeLines } from './organization-tree.ts'
import { words } from './words.ts'

type Line = TreeLine<OrganizationRow>
type Editing = { readonly row: OrganizationRow | null; readonly parent: string | null }

const idOf = ({ node }: Line) => node.id
const nameOf = ({ node }: Line) => node.name

/** The tree of organizations the person can reach: fold, search, open, add below, move. */
export function OrganizationScreen() {
  const { q = '' } = useSearch({ strict: false }) as ResourceSearch
  const navigate = useNavigate()
  const { can } = useAbilities()
  const { rows, isPending, error, refetch, isComplete } = useAllOrganizations()
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const [editing, setEditing] = useState<Editing | null>(null)
  const [moving, setMoving] = useState<OrganizationRow | null>(null)

  const lines = useMemo(() => (q ? matching(rows, q) : treeLines(rows, folded)), [rows, folded, q])
  const fold = ({ node }: Line, isFolded: boolean) =>
    setFolded((current) => new Set(isFolded ? [...current, node.id] : [...current].filter((id) => id !== node.id)))
  const grid = useGrid<Line>({
    rows: lines,
    keyOf: idOf,
    onOpen: ({ node }) => setEditing({ row: node, parent: node.parent }),
  })
  const mayAdd = can('add', Organization)

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.title}
          {!isPending && <span className={`${styles.count} tabular`}>{`${rows.length}${isComplete ? '' : '+'}`}</span>}
        </h1>
        <SearchBox
          className={styles.search}
          label={words.search}
          value={q}
          onChange={(next) =>
            void navigate({ to: '.', search: (before) => ({ ...before, q: next || undefined }), replace: true })
          }
        />
        {mayAdd && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing({ row: null, parent: null })}>
            {words.newOne}
          </Button>
        )}
      </div>
      {isPending && <SkeletonRows label={words.loading} />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && !lines.length && (
        <EmptyState
          icon={q ? IconFilterOff : IconHierarchy3}
          title={q ? words.noneFound : words.emptyTitle}
          hint={q ? '' : words.emptyHint}
        />
      )}
      {lines.length > 0 && (
        <DataGrid
          label={words.title}
          grid={grid}
          columns={organizationColumns({ isTree: !q, folded, onFold: fold })}
          nameOf={nameOf}
          sort="name"
          onSort={() => undefined}
          total={lines.length}
          isSelectable={false}
          tree={{
            levelOf: ({ level }) => level,
            isExpanded: (line) => (line.hasChildren ? !folded.has(line.node.id) : undefined),
            onExpand: (line, isExpanded) => fold(line, !isExpanded),
          }}
          renderActions={({ node }) => (
            <RowMenu label={words.actionsFor(node.name)}>
              <Menu.Item
                leftSection={<IconSwitchHorizontal size={16} />}
                onClick={() => void navigate({ to: '/files', search: { org: node.id } })}
              >
                {words.showFiles}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPencil size={16} />}
                rightSection="Enter"
                onClick={() => setEditing({ row: node, parent: node.parent })}
              >
                {words.edit}
              </Menu.Item>
              {mayAdd && (
                <Menu.Item
                  leftSection={<IconPlus size={16} />}
                  onClick={() => setEditing({ row: null, parent: node.id })}
                >
                  {words.addBelow}
                </Menu.Item>
              )}
              {canOn('move', node) && (
                <Menu.Item leftSection={<IconArrowsMove size={16} />} onClick={() => setMoving(node)}>
                  {words.move}
                </Menu.Item>
              )}
            </RowMenu>
          )}
        />
      )}
      {editing && (
        <ResourceForm
          key={editing.row?.id ?? 'new'}
          resource={Organization}
          row={editing.row}
          initial={editing.parent ? { parent: editing.parent } : {}}
          mayChange={editing.row ? canOn('change', editing.row) : mayAdd}
          onClose={() => setEditing(null)}
        />
      )}
      <MoveDialog organization={moving} all={rows} onClose={() => setMoving(null)} />
    </div>
  )
}

/** Found organizations stand one below the other, without their tree. */
function matching(rows: readonly OrganizationRow[], search: string): Line[] {
  const wanted = search.toLocaleLowerCase()
  return rows
    .filter(({ name, code }) => name.toLocaleLowerCase().includes(wanted) || code.toLocaleLowerCase().includes(wanted))
    .map((node) => ({ node, level: 1, hasChildren: false }))
}
