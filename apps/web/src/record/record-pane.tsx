import { toGroundworkError } from '@groundwork/client'
import { copyText } from '@groundwork/react/parts'
import { Menu, Tabs } from '@mantine/core'
import {
  IconArrowLeft,
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconDots,
  IconFileOff,
  IconLink,
  IconTrash,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react'
import { rowQuery } from '../api/rows.ts'
import { RecordHistory } from '../audit/record-history.tsx'
import type { InputOverrides } from '../resource/form-group.tsx'
import type { AnyRow, MakerProps, NamedResource } from '../resource/record-types.ts'
import { titleOf } from '../resource/references.ts'
import { ResourceForm } from '../resource/resource-form.tsx'
import { StatusBadge } from '../resource/status-badge.tsx'
import { useResourceActions } from '../resource/use-resource-actions.ts'
import { canOn } from '../session/abilities.ts'
import { pluralName } from '../shell/resource-names.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { takeFocus } from '../ui/focus.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { isEscapeOut } from '../ui/on-own-escape.ts'
import { Problem } from '../ui/problem.tsx'
import { words as common } from '../ui/words.ts'
import { FilesTab } from './files-tab.tsx'
import styles from './record-pane.module.css'
import { InRecordPlace } from './record-place.tsx'
import { noRecord, type RecordTab, readRecordSearch } from './record-search.ts'
import { RecordSheet } from './record-sheet.tsx'
import { RecordSkeleton } from './record-skeleton.tsx'
import { RelatedTab } from './related-tab.tsx'
import { words } from './words.ts'

export interface RecordPaneProps {
  readonly resource: NamedResource
  /** Which one the address names; `new` for one that is being made. */
  readonly id: string
  /** The organization that the screen is narrowed to. */
  readonly organization: string | undefined
  /** Values a new record starts with, beside its organization. */
  readonly initial?: AnyRow | undefined
  /** Inputs of the resource's own, in the place of those its definition would get. */
  readonly inputs?: InputOverrides | undefined
  /** Actions of the resource's own, as entries of the menu. */
  readonly menuItems?: ((row: AnyRow) => ReactNode) | undefined
  /** In the place of the forms of an open record and of a new one. */
  readonly view?: ComponentType<{ readonly row: AnyRow }> | undefined
  readonly maker?: ComponentType<MakerProps> | undefined
}

/**
 * The open record beside its list, or in its place. It reads and writes the address itself, and finds its place wherever a screen
 * puts it.
 */
export function RecordPane(props: RecordPaneProps) {
  const { resource, id, organization, initial, inputs, menuItems, view, maker: Maker } = props
  const navigate = useNavigate()
  const close = () => void navigate({ to: '.', search: (before) => ({ ...before, ...noRecord }) })
  if (id !== 'new') return <OpenRecord key={id} {...{ resource, id, inputs, menuItems, view }} onClose={close} />
  if (Maker) {
    const show = (open: string) =>
      void navigate({ to: '.', search: (before) => ({ ...before, ...noRecord, open }), replace: true })
    return <Maker organization={organization} onClose={close} onMade={show} />
  }
  return (
    <ResourceForm
      resource={resource}
      row={null}
      initial={{ ...(organization && resource.fields.organization && { organization }), ...initial }}
      mayChange
      inputs={inputs}
      onClose={close}
    />
  )
}

type OpenRecordProps = Pick<RecordPaneProps, 'resource' | 'id' | 'inputs' | 'menuItems' | 'view'> & {
  readonly onClose: () => void
}

function OpenRecord({ resource, id, inputs, menuItems, view: View, onClose }: OpenRecordProps) {
  const { data, error, refetch } = useQuery(rowQuery(resource.name, id))
  const row = data as unknown as AnyRow | undefined
  const { tab = 'fields', full } = readRecordSearch(useSearch({ strict: false }) as Record<string, unknown>)
  const navigate = useNavigate()
  const pane = useFocusWhileOpen(row !== undefined)
  const actions = useResourceActions(resource, pluralName(resource))
  const isGone = error && toGroundworkError(error).code === 'not_found'
  const title = row ? titleOf(resource.name, row) || id : words.record(resource.label)
  const Heading = full ? 'h1' : 'h2'
  const show = (next: { tab?: RecordTab | undefined; full?: '1' | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true })

  return (
    <InRecordPlace>
      <aside
        ref={pane}
        data-full={full}
        className={`${styles.pane} ${full ? styles.full : ''}`}
        aria-label={words.record(resource.label)}
        tabIndex={-1}
        onKeyDown={(event) => {
          if (!isEscapeOut(event)) return
          event.stopPropagation()
          onClose()
        }}
      >
        <header className={styles.header}>
          {full && (
            <IconButton label={words.back(pluralName(resource))} hotkey="Esc" onClick={onClose}>
              <IconArrowLeft size={16} />
            </IconButton>
          )}
          <Heading className={styles.title}>{title}</Heading>
          {typeof row?.status === 'string' && resource.fields.status?.reference === 'status' && (
            <span className={styles.status}>
              <StatusBadge slug={row.status} />
            </span>
          )}
          <span className={styles.buttons}>
            {row && (
              <Menu>
                <Menu.Target>
                  <IconButton label={words.actions}>
                    <IconDots size={16} />
                  </IconButton>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copyText(window.location.href)}>
                    {words.copyLink}
                  </Menu.Item>
                  {menuItems?.(row)}
                  {canOn('delete', row) && (
                    <Menu.Item
                      color="red"
                      leftSection={<IconTrash size={16} />}
                      onClick={() =>
                        void actions.remove([row], () => title).then((isRemoved) => isRemoved && onClose())
                      }
                    >
                      {common.delete}
                    </Menu.Item>
                  )}
                </Menu.Dropdown>
              </Menu>
            )}
            <IconButton
              label={full ? words.shrink : words.expand}
              className={styles.widen}
              onClick={() => show({ full: full ? undefined : '1' })}
            >
              {full ? <IconArrowsDiagonalMinimize2 size={16} /> : <IconArrowsDiagonal size={16} />}
            </IconButton>
            {!full && (
              <IconButton label={common.close} hotkey="Esc" onClick={onClose}>
                <IconX size={16} />
              </IconButton>
            )}
          </span>
        </header>
        {!row && !error && <RecordSkeleton />}
        {isGone && <EmptyState icon={IconFileOff} title={words.goneTitle} hint={words.goneHint} />}
        {error && !isGone && !row && <Problem error={error} onRetry={() => void refetch()} />}
        {row && (
          <Tabs
            value={tab}
            onChange={(next) => show({ tab: next === 'fields' ? undefined : ((next ?? undefined) as RecordTab) })}
            keepMounted={false}
            className={styles.tabs ?? ''}
          >
            <Tabs.List className={styles.tabList ?? ''} aria-label={words.tabs(title)}>
              <Tabs.Tab value="fields">{View ? words.overview : words.fields}</Tabs.Tab>
              <Tabs.Tab value="related">{words.related}</Tabs.Tab>
              {typeof organizationOf(row) === 'string' && <Tabs.Tab value="files">{words.files}</Tabs.Tab>}
              <Tabs.Tab value="history">{words.history}</Tabs.Tab>
            </Tabs.List>
            <div className={styles.body}>
              {/* What is half entered stays while somebody looks at another tab. */}
              <Tabs.Panel value="fields" keepMounted tabIndex={0} className={styles.sheet ?? ''}>
                {View ? <View row={row} /> : <RecordSheet {...{ resource, row, inputs, onClose }} />}
              </Tabs.Panel>
              <Tabs.Panel value="related" tabIndex={0} className={styles.sheet ?? ''}>
                <RelatedTab resource={resource} id={id} organization={organizationOf(row)} />
              </Tabs.Panel>
              <Tabs.Panel value="files" tabIndex={0} className={styles.sheet ?? ''}>
                <FilesTab resource={resource} id={id} organization={organizationOf(row) ?? ''} />
              </Tabs.Panel>
              <Tabs.Panel value="history" tabIndex={0} className={styles.sheet ?? ''}>
                <RecordHistory resource={resource.name} id={id} mayChange={canOn('change', row)} />
              </Tabs.Panel>
            </div>
          </Tabs>
        )}
      </aside>
    </InRecordPlace>
  )

  /** Whose the record is: an organization is its own. */
  function organizationOf(of: AnyRow): string | undefined {
    const owner = resource.name === 'organization' ? of.id : of.organization
    return typeof owner === 'string' ? owner : undefined
  }
}

/** The focus goes to what was opened, and back to where it came from. */
function useFocusWhileOpen(isReady: boolean) {
  const pane = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    const element = pane.current
    return () => {
      const isLost = !document.activeElement || document.activeElement === document.body
      const isInside = element?.contains(document.activeElement)
      if ((isLost || isInside) && before instanceof HTMLElement) before.focus()
    }
  }, [])
  useEffect(() => {
    if (isReady && pane.current) takeFocus(pane.current)
  }, [isReady])
  return pane
}
