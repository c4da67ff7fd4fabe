import { CustomFieldDefinition } from '@groundwork/domain'
import { Button, Menu, Select } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowUp,
  IconForms,
  IconLock,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { apiOf, rowQuery } from '../api/rows.ts'
import { DataGrid } from '../grid/data-grid.tsx'
import { RowMenu } from '../grid/row-menu.tsx'
import { SkeletonRows } from '../grid/skeleton-rows.tsx'
import { useGrid } from '../grid/use-grid.ts'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { ResourceFormDoor, useFormSoon } from '../resource/resource-form-door.tsx'
import type { ResourceSearch } from '../resource/resource-search.ts'
import { canOn, useAbilities } from '../session/abilities.ts'
import { pluralTitle } from '../shell/resource-names.ts'
import type { TreeSearch } from '../tree/tree-search.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Problem } from '../ui/problem.tsx'
import styles from '../ui/screen.module.css'
import { toast, toastProblem } from '../ui/toast.tsx'
import { words as common } from '../ui/words.ts'
import { definitionColumns } from './definition-columns.tsx'
import { definitionInputs } from './definition-inputs.tsx'
import { type Definition, definableKinds, definitionsOf } from './definition-queries.ts'
import { words } from './words.ts'

const keyOf = ({ id }: Definition) => id
const nameOf = ({ label }: Definition) => label
const firstKind = 'product'

/** The fields that an organization gives to one kind of record, in the order of its forms. */
export function CustomFieldDefinitionScreen() {
  const { can } = useAbilities()
  const organization = useCurrentOrganization()
  if (!can('view', CustomFieldDefinition, organization)) {
    return <EmptyState icon={IconLock} title={words.noViewTitle} hint={words.noViewHint} />
  }
  return <Definitions organization={organization} />
}

function Definitions({ organization }: { organization: string | undefined }) {
  useFormSoon()
  const { within, open } = useSearch({ strict: false }) as TreeSearch & ResourceSearch
  const navigate = useNavigate()
  const client = useQueryClient()
  const { can } = useAbilities()
  const [leaving, setLeaving] = useState<Definition | null>(null)
  const kind = definableKinds.find(({ name }) => name === (within ?? firstKind)) ?? definableKinds[0]
  const label = kind?.label ?? ''
  const { data: rows = [], isPending, error, refetch } = useQuery(definitionsOf(kind?.name ?? '', organization))
  const show = (id: string | undefined) => void navigate({ to: '.', search: (before) => ({ ...before, open: id }) })
  const grid = useGrid<Definition>({
    rows,
    keyOf,
    onOpen: ({ id }) => show(id),
    onDelete: ([row]) => row && canOn('delete', row) && setLeaving(row),
  })

  async function change(changes: readonly { readonly row: Definition; readonly values: object }[]) {
    try {
      await Promise.all(
        changes.map(({ row, values }) =>
          apiOf('customFieldDefinition').update({ id: row.id, values: { ...values, version: row.version } }),
        ),
      )
    } catch (problem) {
      toastProblem(problem, words.notSaved)
    }
    await client.invalidateQueries({ queryKey: ['customFieldDefinition'] })
  }

  /** Puts a field one place up or down: every field gets the number of its place. */
  function moveBy(row: Definition, steps: number) {
    const order = rows.filter(({ organization: other }) => other === row.organization)
    const place = order.indexOf(row)
    const next = order.toSpliced(place, 1).toSpliced(place + steps, 0, row)
    void change(
      next.flatMap((other, position) => (other.position === position ? [] : [{ row: other, values: { position } }])),
    )
  }

  const addButton = can('add', CustomFieldDefinition, organization) && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => show('new')}>
      {words.newOne}
    </Button>
  )
  const initial = { resource: kind?.name ?? '', position: rows.length, ...(organization && { organization }) }

  return (
    <div className={styles.main}>
      <div className={styles.titleRow}>
        <h1 className={styles.title}>
          {words.title}
          {!isPending && <span className={`${styles.count} tabular`}>{rows.length}</span>}
        </h1>
        <Select
          aria-label={words.kinds}
          w={184}
          searchable
          allowDeselect={false}
          data={definableKinds.map((one) => ({ value: one.name, label: pluralTitle(one) }))}
          value={kind?.name ?? null}
          onChange={(name) =>
            void navigate({ to: '.', search: (before) => ({ ...before, within: name ?? undefined, open: undefined }) })
          }
        />
        {addButton}
      </div>
      {isPending && <SkeletonRows label={words.loading} />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {!isPending && !error && !rows.length && (
        <EmptyState icon={IconForms} title={words.emptyTitle(label)} hint={words.emptyHint} action={addButton} />
      )}
      {rows.length > 0 && (
        <DataGrid
          label={words.forKind(label)}
          grid={grid}
          columns={definitionColumns(organization === undefined)}
          nameOf={nameOf}
          sort=""
          onSort={() => undefined}
          total={rows.length}
          isSelectable={false}
          renderActions={(row) => (
            <RowMenu label={words.actionsFor(row.label)}>
              <Menu.Item leftSection={<IconPencil size={16} />} rightSection="Enter" onClick={() => show(row.id)}>
                {words.edit}
              </Menu.Item>
              {canOn('change', row) && (
                <>
                  <Menu.Item
                    leftSection={<IconArrowUp size={16} />}
                    disabled={rows[0] === row}
                    onClick={() => moveBy(row, -1)}
                  >
                    {words.moveUp}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconArrowDown size={16} />}
                    disabled={rows.at(-1) === row}
                    onClick={() => moveBy(row, 1)}
                  >
                    {words.moveDown}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={row.isActive ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
                    onClick={() => void change([{ row, values: { isActive: !row.isActive } }])}
                  >
                    {row.isActive ? words.deactivate : words.activate}
                  </Menu.Item>
                </>
              )}
              {canOn('delete', row) && (
                <Menu.Item
                  color="red"
                  leftSection={<IconTrash size={16} />}
                  rightSection="Del"
                  onClick={() => setLeaving(row)}
                >
                  {common.delete}
                </Menu.Item>
              )}
            </RowMenu>
          )}
        />
      )}
      {open && <DefinitionForm id={open} initial={initial} onClose={() => show(undefined)} />}
      {leaving && <DeleteDialog row={leaving} onClose={() => setLeaving(null)} />}
    </div>
  )
}

interface DefinitionFormProps {
  readonly id: string
  readonly initial: Readonly<Record<string, unknown>>
  readonly onClose: () => void
}

function DefinitionForm({ id, initial, onClose }: DefinitionFormProps) {
  const isNew = id === 'new'
  const { data } = useQuery({ ...rowQuery('customFieldDefinition', id), enabled: !isNew })
  const shared = { resource: CustomFieldDefinition, inputs: definitionInputs, onClose }
  if (isNew) return <ResourceFormDoor {...shared} row={null} initial={initial} mayChange />
  if (!data) return null
  return <ResourceFormDoor {...shared} key={id} row={data} mayChange={canOn('change', data)} />
}

/** A field with values is not deleted: the server says how many there are, and so does this. */
function DeleteDialog({ row, onClose }: { row: Definition; onClose: () => void }) {
  const client = useQueryClient()
  async function remove() {
    await apiOf('customFieldDefinition').remove({ id: row.id })
    await client.invalidateQueries({ queryKey: ['customFieldDefinition'] })
    toast(words.deleted(row.label))
    onClose()
  }
  return (
    <ConfirmDialog
      title={words.deleteTitle(row.label)}
      confirmLabel={common.delete}
      isGrave
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{words.deleteHint}</p>
    </ConfirmDialog>
  )
}
