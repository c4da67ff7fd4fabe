import { copyText } from '@groundwork/react/parts'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { rowCountQuery, rowsQuery } from '../api/rows.ts'
import { AllMatchingBanner } from '../bulk/all-matching-banner.tsx'
import { BulkDialogs, type BulkQuestion } from '../bulk/bulk-dialogs.tsx'
import { useBulk } from '../bulk/use-bulk.ts'
import { useDefinitions } from '../custom-field/definitions.ts'
import { ExportButton } from '../export/export-button.tsx'
import { inGroups } from '../grid/grid-lines.ts'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { ImportButton } from '../import/import-button.tsx'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { RecordDoor, useRecordSoon } from '../record/record-door.tsx'
import { layoutOf } from '../saved-view/columns-param.ts'
import { mayChangeView } from '../saved-view/may-change-view.ts'
import { useSavedView } from '../saved-view/use-saved-view.ts'
import { ViewBar } from '../saved-view/view-bar.tsx'
import { isAboutView, ViewProblem } from '../saved-view/view-problem.tsx'
import { stateOf } from '../saved-view/view-search.ts'
import { canOn, useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { KeyHints } from '../ui/key-hints.tsx'
import styles from '../ui/screen.module.css'
import { toast } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { OwnFilter } from './own-filter.tsx'
import type { AnyRow } from './record-types.ts'
import { standardOrder } from './resource-rows.ts'
import type { ResourceScreenProps } from './resource-screen.tsx'
import { isFiltered } from './resource-search.ts'
import { ResourceSelection } from './resource-selection.tsx'
import { ResourceTable } from './resource-table.tsx'
import { ResourceToolbar } from './resource-toolbar.tsx'
import { useAllMatching } from './use-all-matching.ts'
import { useCellEditing } from './use-cell-editing.tsx'
import { useGroups } from './use-groups.tsx'
import { useListColumns } from './use-list-columns.ts'
import { useResourceActions } from './use-resource-actions.ts'
import { words } from './words.ts'

const noWidths = {}
const noCells = {}

/** The records that the address asks for, and everything that can be done with them. */
export function ResourceList(props: ResourceScreenProps) {
  const {
    resource,
    plural,
    title,
    columns: names,
    widths = noWidths,
    isReadOnly = false,
    neighbours,
    rowItems,
    inputs,
    cells: shownCells = noCells,
    view: View,
    maker: Maker,
  } = props
  const organization = useCurrentOrganization()
  useRecordSoon()
  const saved = useSavedView({ resource, organization })
  const { search, change, input, view } = saved
  const { can } = useAbilities()
  const me = useMe()
  const definitions = useDefinitions(resource)
  const actions = useResourceActions(resource, plural)
  const bulk = useBulk(resource, plural)
  const [isFiltering, setIsFiltering] = useState(false)
  const [question, setQuestion] = useState<BulkQuestion | null>(null)

  const isTrash = search.trash === '1' && resource.softDelete === true
  const isOpenable = !isReadOnly && !isTrash
  const { groups, unfolded } = useGroups({ resource, definitions, group: isTrash ? undefined : search.group, input })
  const query = useInfiniteQuery(rowsQuery(resource.name, unfolded))
  const rows = useMemo(
    () => inGroups((query.data?.pages.flatMap((page) => page.rows) ?? []) as unknown as AnyRow[], groups),
    [query.data, groups],
  )
  const whole = useQuery({ ...rowCountQuery(resource.name, input), enabled: unfolded !== input })
  const { count: total, isCountExact = true } = (unfolded === input ? query.data?.pages[0] : whole.data) ?? {}
  const keyOf = useMemo(() => (row: AnyRow) => String(row[resource.key]), [resource])
  const nameOf = (row: AnyRow) => String(row[names[0] ?? resource.title] ?? row[resource.key])

  const isOfOne = organization !== undefined
  const layout = useListColumns({
    resource,
    definitions,
    names,
    widths,
    isOpenable,
    isTrash,
    isOfOne,
    cells: shownCells,
    saved,
  })
  const shownKeys = useMemo(() => layout.shown.map(({ key }) => key), [layout.shown])

  const open = (row: AnyRow) => change({ open: keyOf(row) }, true)
  const remove = (chosen: readonly AnyRow[]) => {
    const deletable = chosen.filter((row) => canOn('delete', row))
    if (!deletable.length) return
    // What cannot be taken back is asked about first; the rest comes with a way back.
    if (!resource.softDelete) setQuestion({ is: 'remove', chosen: { is: 'rows', rows: deletable } })
    else if (deletable.length === 1) void actions.remove(deletable, nameOf)
    else void bulk.remove({ is: 'rows', rows: deletable })
  }
  const grid = useGrid<AnyRow>({ rows, keyOf, ...(isOpenable && { onOpen: open, onDelete: remove }) })
  const { cells, dialog } = useCellEditing({ resource, definitions, grid, columns: shownKeys })
  const matching = useAllMatching({ grid, input, count: total ?? rows.length, isCountExact })

  const addButton = isOpenable && can('add', resource, organization) && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => change({ open: 'new' }, true)}>
      {words.newOne(resource.label)}
    </Button>
  )
  const repair = () => {
    saved.unfold()
    setIsFiltering(true)
  }
  async function share() {
    const link = new URL(window.location.href)
    link.searchParams.set('columns', shownKeys.join(','))
    toast((await copyText(link.href)) ? words.linkCopied : common.copyFailed)
  }
  const selection = !isReadOnly && grid.selectedRows.length > 0 && (
    <ResourceSelection
      resource={resource}
      matching={matching}
      selectedRows={grid.selectedRows}
      isTrash={isTrash}
      onClear={grid.clear}
      onAsk={(is) => setQuestion({ is, chosen: matching.chosen })}
      onRemove={() =>
        matching.isAll ? setQuestion({ is: 'remove', chosen: matching.chosen }) : remove(grid.selectedRows)
      }
      onRestore={() => void bulk.restore(matching.chosen)}
    />
  )
  return (
    <div className={styles.screen}>
      <div className={styles.main}>
        <ResourceToolbar
          resource={resource}
          definitions={definitions}
          plural={plural}
          title={title}
          total={total}
          isTotalExact={isCountExact}
          search={search}
          onChange={change}
          isTrash={isTrash}
          layout={layout}
          onShare={() => void share()}
          isFiltering={isFiltering}
          onFiltering={setIsFiltering}
          neighbours={neighbours}
          addButton={addButton}
          importButton={!isTrash && <ImportButton resource={resource} organization={organization} />}
          exportButton={
            <ExportButton
              resource={resource}
              definitions={definitions}
              plural={plural}
              organization={organization}
              input={input}
              shown={shownKeys}
              count={total}
              isCountExact={isCountExact}
            />
          }
          selection={selection || null}
          views={
            saved.isOffered && (
              <ViewBar
                control={saved}
                resource={resource.name}
                plural={plural}
                organization={organization}
                state={stateOf(resource, search, view ? layoutOf(search) : layout.arranged)}
                isWorthKeeping={isFiltered({ ...search, q: undefined }) || (search.sort ?? search.group) !== undefined}
              />
            )
          }
        />
        {isFiltering && (
          <OwnFilter
            resource={resource}
            where={search.where}
            onWhere={(where) => change({ where })}
            onClose={() => setIsFiltering(false)}
          />
        )}
        {matching.isWhole && query.hasNextPage && (
          <AllMatchingBanner
            plural={plural}
            loaded={rows.length}
            total={total ?? rows.length}
            isTotalExact={isCountExact}
            isAll={matching.isAll}
            onAll={matching.setIsAll}
          />
        )}
        {!saved.isSettled ? (
          <SkeletonRows label={words.loading(plural)} />
        ) : isAboutView(query.error) ? (
          <ViewProblem
            view={view}
            error={query.error}
            plural={plural}
            onRepair={view && mayChangeView(view, me.user.id) ? repair : undefined}
            onLeave={() => saved.pick(undefined)}
          />
        ) : (
          <ResourceTable
            query={query}
            rows={rows}
            total={total}
            grid={grid}
            resource={resource}
            plural={plural}
            title={title}
            layout={layout}
            cells={isOpenable ? cells : undefined}
            groups={groups}
            nameOf={nameOf}
            search={search}
            sort={search.sort?.split(',')[0] ?? standardOrder(resource, isTrash)}
            onChange={change}
            isTrash={isTrash}
            isSelectable={!isReadOnly}
            addButton={addButton}
            onOpen={isOpenable ? open : undefined}
            onDelete={isOpenable ? remove : undefined}
            onRestore={isTrash && !isReadOnly ? (row) => void bulk.restore({ is: 'rows', rows: [row] }) : undefined}
            rowItems={isTrash ? undefined : rowItems}
          />
        )}
        <footer className={styles.foot}>
          <KeyHints hints={words.keys} />
        </footer>
        <BulkDialogs
          question={question}
          bulk={bulk}
          resource={resource}
          definitions={definitions}
          plural={plural}
          organization={organization}
          nameOf={nameOf}
          onClose={() => setQuestion(null)}
        />
        {dialog}
        {search.open && isOpenable && (
          <RecordDoor
            resource={resource}
            id={search.open}
            organization={organization}
            inputs={inputs}
            menuItems={rowItems}
            view={View}
            maker={Maker}
          />
        )}
      </div>
    </div>
  )
}
