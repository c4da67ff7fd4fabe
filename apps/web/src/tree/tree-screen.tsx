import type { Filter } from '@groundwork/domain'
import { Button, Menu } from '@mantine/core'
import { IconArrowsMove, IconFilterOff, IconLock, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useMemo, useState } from 'react'
import type { Column } from '../grid/column.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { ImportButton } from '../import/import-button.tsx'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { RecordDoor, useRecordSoon } from '../record/record-door.tsx'
import type { AnyRow, NamedResource } from '../resource/record-types.ts'
import { useResourceActions } from '../resource/use-resource-actions.ts'
import { Value } from '../resource/value.tsx'
import { spell } from '../resource/words.ts'
import { mayChangeView } from '../saved-view/may-change-view.ts'
import { useSavedView } from '../saved-view/use-saved-view.ts'
import { isAboutView, ViewProblem } from '../saved-view/view-problem.tsx'
import { canOn, useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { iconOf } from '../shell/resource-icons.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { SearchBox } from '../ui/search-box.tsx'
import { words as common } from '../ui/words.ts'
import { MoveDialog } from './move-dialog.tsx'
import { TopTarget } from './top-target.tsx'
import { TreeFilters } from './tree-filters.tsx'
import { isTopmost } from './tree-levels.ts'
import { TreeName } from './tree-name.tsx'
import { useFound } from './use-found.ts'
import { type Line, useTree } from './use-tree.ts'
import { words } from './words.ts'

export interface TreeScreenProps {
  readonly resource: NamedResource
  /** For people, lower case. */
  readonly plural: string
  readonly title: string
  /** Fields and lookups beside the name. */
  readonly columns: readonly string[]
  readonly widths?: Readonly<Record<string, string>>
  /** What all nodes of the shown tree have in common, such as their warehouse; null while that is not chosen yet. */
  readonly within?: Filter | null
  /** What is at the top, where that is not what has no parent. */
  readonly roots?: Filter
  /** Values a new node starts with, besides its parent. */
  readonly initial?: AnyRow
  /** Beside the title: which tree is shown. */
  readonly choice?: ReactNode
  /** Shown in the place of a tree that cannot be shown. */
  readonly instead?: ReactNode
  readonly rowItems?: (row: AnyRow) => ReactNode
}

/** A tree of records from its definition: unfold, search, open, add below, move by dragging or by the menu. */
export function TreeScreen(props: TreeScreenProps) {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', props.resource, organization)) {
    return <EmptyState icon={IconLock} title={words.noView(props.plural)} hint={words.noViewHint} />
  }
  return <Tree {...props} />
}

function Tree({
  resource,
  plural,
  title,
  within,
  roots,
  initial = {},
  choice,
  instead,
  rowItems,
  ...looks
}: TreeScreenProps) {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  const me = useMe().user.id
  useRecordSoon()
  const saved = useSavedView({ resource, organization })
  const { search, change, input, view } = saved
  const { q = '', open } = search
  const actions = useResourceActions(resource, plural)
  const [parent, setParent] = useState<AnyRow | null>(null)
  const [moving, setMoving] = useState<AnyRow | null>(null)

  const organizations = useMemo(
    () => (organization && isOfOrganizations(resource) ? [organization] : undefined),
    [organization, resource],
  )
  const top = within ? { and: [roots ?? isTopmost, within] } : (roots ?? isTopmost)
  const tree = useTree(resource, { roots: top, ...(organizations && { organizations }) }, within !== null)
  const isFound = q !== '' || input.filter !== undefined || input.applyFilter !== undefined
  const found = useFound(resource, { input, within, organizations, isEnabled: isFound && within !== null })
  const shown = isFound ? found : tree
  // Which view there is to start with is known a moment later.
  const lines = saved.isSettled ? shown.lines : []
  const isPending = shown.isPending || !saved.isSettled
  const { error } = shown

  const show = ({ node }: Line) => change({ open: tree.keyOf(node) }, true)
  const keyOf = useMemo(
    () =>
      ({ node }: Line) =>
        tree.keyOf(node),
    [tree.keyOf],
  )
  const nameOf = ({ node }: Line) => String(node[resource.title])
  const remove = (node: AnyRow) => void actions.remove([node], () => String(node[resource.title]))
  const grid = useGrid<Line>({
    rows: lines,
    keyOf,
    onOpen: show,
    onDelete: ([line]) => line && canOn('delete', line.node) && remove(line.node),
  })
  const mayAdd = can('add', resource, organization)
  const add = (below: AnyRow | null) => {
    setParent(below)
    // What is added is to be seen where it stands.
    if (below) tree.open(tree.keyOf(below), true)
    change({ open: 'new' }, true)
  }
  const drop = (node: AnyRow, to: string | null) => void tree.move(node, to)
  const addButton = mayAdd && within !== null && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => add(null)}>
      {words.newOne(resource.label)}
    </Button>
  )

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>{title}</h1>
        {choice}
        <SearchBox
          className={styles.search}
          label={words.search(plural)}
          value={q}
          onChange={(next) => change({ q: next || undefined })}
        />
        <ImportButton resource={resource} organization={organization} />
        {addButton}
      </div>
      <TreeFilters resource={resource} plural={plural} organization={organization} saved={saved} />
      {within === null && instead}
      {within !== null && isPending && <SkeletonRows label={words.loading(plural)} />}
      {error && !isAboutView(error) && <Problem error={error} onRetry={() => void shown.retry()} />}
      {isAboutView(error) && (
        <ViewProblem
          view={view}
          error={error}
          plural={plural}
          onRepair={view && mayChangeView(view, me) ? saved.unfold : undefined}
          onLeave={() => saved.pick(undefined)}
        />
      )}
      {within !== null && !isPending && !error && !lines.length && (
        <EmptyState
          icon={isFound ? IconFilterOff : iconOf(resource.name)}
          title={isFound ? words.noMatch(plural) : words.emptyTitle(plural)}
          hint={isFound ? words.noMatchHint : mayAdd ? words.emptyHint(resource.label) : words.emptyReadOnly}
          {...(!isFound && { action: addButton })}
        />
      )}
      {lines.length > 0 && (
        <>
          {!isFound && <TopTarget resource={resource} onDrop={drop} />}
          <DataGrid
            label={title}
            grid={grid}
            columns={columnsFor(resource, looks, (line) => (
              <TreeName
                resource={resource}
                line={line}
                isFound={isFound}
                onOpen={(isOpen) => tree.open(tree.keyOf(line.node), isOpen)}
                onDrop={drop}
              />
            ))}
            nameOf={nameOf}
            sort={resource.title}
            onSort={() => undefined}
            total={lines.length}
            onEnd={isFound ? found.more : undefined}
            isSelectable={false}
            tree={{
              levelOf: ({ level }) => level,
              isExpanded: ({ isOpen }) => isOpen,
              onExpand: ({ node }, isOpen) => tree.open(tree.keyOf(node), isOpen),
            }}
            renderActions={(line) => (
              <RowMenu label={words.actionsFor(nameOf(line))}>
                <Menu.Item leftSection={<IconPencil size={16} />} rightSection="Enter" onClick={() => show(line)}>
                  {words.open}
                </Menu.Item>
                {mayAdd && (
                  <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => add(line.node)}>
                    {words.addBelow}
                  </Menu.Item>
                )}
                {canOn('move', line.node) && (
                  <Menu.Item leftSection={<IconArrowsMove size={16} />} onClick={() => setMoving(line.node)}>
                    {words.move}
                  </Menu.Item>
                )}
                {rowItems?.(line.node)}
                {canOn('delete', line.node) && (
                  <Menu.Item
                    color="red"
                    leftSection={<IconTrash size={16} />}
                    rightSection="Del"
                    onClick={() => remove(line.node)}
                  >
                    {common.delete}
                  </Menu.Item>
                )}
              </RowMenu>
            )}
          />
        </>
      )}
      {!isFound && tree.isCut && (
        <footer className={styles.foot} role="status">
          {words.onlyFirst(plural)}
        </footer>
      )}
      {open && (
        <RecordDoor
          resource={resource}
          id={open}
          organization={organization}
          initial={{
            ...initial,
            ...(parent && { parent: parent[resource.key] }),
            ...(parent?.organization ? { organization: parent.organization } : {}),
          }}
        />
      )}
      {moving && (
        <MoveDialog
          resource={resource}
          node={moving}
          within={within ?? undefined}
          onClose={() => setMoving(null)}
          onMove={(to) => {
            setMoving(null)
            void tree.move(moving, to)
          }}
        />
      )}
    </div>
  )
}

/** Organizations themselves are shown as the tree they are, whichever of them is chosen. */
const isOfOrganizations = ({ scope }: NamedResource) => scope.kind === 'organization' && scope.field === 'organization'

type Looks = Pick<TreeScreenProps, 'columns' | 'widths'>

function columnsFor(
  resource: NamedResource,
  { columns, widths = {} }: Looks,
  renderName: (line: Line) => ReactNode,
): readonly Column<Line>[] {
  return [
    { key: resource.title, label: spell(resource.title), width: 'minmax(200px, 3fr)', render: renderName },
    ...columns.map((name, place) => ({
      key: name,
      label: spell(name),
      width: widths[name] ?? 'minmax(104px, 1fr)',
      from: 420 + place * 120,
      render: ({ node }: Line) => <Value resource={resource} name={name} value={node[name]} />,
    })),
  ]
}
