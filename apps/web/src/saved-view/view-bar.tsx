import type { ResourceName } from '@groundwork/domain'
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useAbilities } from '../session/abilities.ts'
import { useMe } from '../session/me.ts'
import { mayChangeView } from './may-change-view.ts'
import styles from './saved-view.module.css'
import type { SavedViewControl } from './use-saved-view.ts'
import { useViewActions } from './use-view-actions.ts'
import { ViewDialog } from './view-dialog.tsx'
import { ViewMenu } from './view-menu.tsx'
import { ViewPicker } from './view-picker.tsx'
import { savedViews } from './view-queries.ts'
import { isSameState, type ViewState } from './view-search.ts'
import { words } from './words.ts'

interface ViewBarProps {
  readonly control: SavedViewControl
  readonly resource: ResourceName
  readonly plural: string
  readonly organization: string | undefined
  /** What would be saved now. */
  readonly state: ViewState
  /** The list is narrowed, ordered or arranged: something worth keeping. */
  readonly isWorthKeeping: boolean
}

/** In front of the filters: which view it is, whether it is as it was saved, and what can be done about that. */
export function ViewBar({ control, resource, plural, organization, state, isWorthKeeping }: ViewBarProps) {
  const me = useMe().user.id
  const { can } = useAbilities()
  const actions = useViewActions(resource)
  const [asked, setAsked] = useState<'new' | 'edit' | null>(null)
  const { view } = control
  const isChanged = view !== undefined && !isSameState(state, view)
  const home = view?.organization ?? organization
  const maySaveAs = home !== undefined && can('add', savedViews, home)
  const saveAs = maySaveAs ? () => setAsked('new') : undefined

  return (
    <span className={styles.bar}>
      <ViewPicker control={control} plural={plural} me={me} isChanged={isChanged} onSaveAs={saveAs} />
      {view && <ViewMenu view={view} control={control} actions={actions} me={me} onEdit={() => setAsked('edit')} />}
      {view && isChanged && mayChangeView(view, me) && (
        <Action onClick={() => void actions.save(view, state).then((isDone) => isDone && control.reset())}>
          {words.save}
        </Action>
      )}
      {view && isChanged && saveAs && <Action onClick={saveAs}>{words.saveAsShort}</Action>}
      {view && isChanged && <Action onClick={control.reset}>{words.reset}</Action>}
      {!view && isWorthKeeping && saveAs && <Action onClick={saveAs}>{words.saveView}</Action>}
      <span className={styles.divider} />
      {asked === 'new' && home !== undefined && (
        <ViewDialog
          title={words.newTitle}
          initial={{ name: '', visibility: 'private', role: null, isLocked: false }}
          organization={home}
          mayShare={can('share', savedViews, home)}
          onSave={async (terms) => control.pick((await actions.create(home, terms, state)).id)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'edit' && view && (
        <ViewDialog
          title={words.editTitle}
          initial={view}
          organization={view.organization}
          mayShare={view.abilities.includes('share')}
          onSave={({ name, visibility, role, isLocked }) => actions.update(view, { name, visibility, role, isLocked })}
          onClose={() => setAsked(null)}
        />
      )}
    </span>
  )
}

const Action = ({ onClick, children }: { readonly onClick: () => void; readonly children: string }) => (
  <UnstyledButton className={styles.action} onClick={onClick}>
    {children}
  </UnstyledButton>
)
