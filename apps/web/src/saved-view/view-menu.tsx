import { ActionIcon, Menu } from '@mantine/core'
import {
  IconBuilding,
  IconDots,
  IconLock,
  IconLockOpen,
  IconPencil,
  IconStar,
  IconStarOff,
  IconTrash,
} from '@tabler/icons-react'
import { canOn } from '../session/abilities.ts'
import { words as common } from '../ui/words.ts'
import { mayChangeView } from './may-change-view.ts'
import type { SavedViewControl } from './use-saved-view.ts'
import type { ViewActions } from './use-view-actions.ts'
import type { SavedView } from './view-search.ts'
import { words } from './words.ts'

interface ViewMenuProps {
  readonly view: SavedView
  readonly control: SavedViewControl
  readonly actions: ViewActions
  readonly me: string
  readonly onEdit: () => void
}

/** What can be done with the view that the list is seen through. */
export function ViewMenu({ view, control, actions, me, onEdit }: ViewMenuProps) {
  const { defaults, pick } = control
  const isMine = defaults.mine === view.id
  const isEverybodys = defaults.organization === view.id
  const mayChange = mayChangeView(view, me)
  return (
    <Menu width={264} position="bottom-start" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size={26} variant="subtle" color="gray" aria-label={words.options(view.name)}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayChange && (
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
            {words.edit}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={isMine ? <IconStarOff size={16} /> : <IconStar size={16} />}
          onClick={() => void actions.setDefault(view, 'me', !isMine)}
        >
          {isMine ? words.unmakeMine : words.makeMine}
        </Menu.Item>
        {view.visibility === 'organization' && canOn('setDefault', view) && (
          <Menu.Item
            leftSection={<IconBuilding size={16} />}
            onClick={() => void actions.setDefault(view, 'organization', !isEverybodys)}
          >
            {isEverybodys ? words.unmakeEverybodys : words.makeEverybodys}
          </Menu.Item>
        )}
        {mayChange && (
          <Menu.Item
            leftSection={view.isLocked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
            onClick={() => void actions.setLocked(view, !view.isLocked)}
          >
            {view.isLocked ? words.unlock : words.lock}
          </Menu.Item>
        )}
        {mayChange && canOn('delete', view) && (
          <>
            <Menu.Divider />
            <Menu.Item
              color="red"
              leftSection={<IconTrash size={16} />}
              onClick={() => {
                pick(undefined)
                void actions.remove(view)
              }}
            >
              {common.delete}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
