import { Menu, UnstyledButton } from '@mantine/core'
import {
  IconBookmark,
  IconBuilding,
  IconCheck,
  IconChevronDown,
  IconLock,
  IconPlus,
  IconStar,
  IconTable,
  IconUsers,
} from '@tabler/icons-react'
import pill from '../ui/filter-pill.module.css'
import styles from './saved-view.module.css'
import type { SavedViewControl } from './use-saved-view.ts'
import type { SavedView } from './view-search.ts'
import { words } from './words.ts'

interface ViewPickerProps {
  readonly control: SavedViewControl
  readonly plural: string
  readonly me: string
  readonly isChanged: boolean
  /** Missing where no view can be saved. */
  readonly onSaveAs: (() => void) | undefined
}

/** The view that the list is seen through, and the way to another one. */
export function ViewPicker({ control, plural, me, isChanged, onSaveAs }: ViewPickerProps) {
  const { view, views, pick } = control
  const own = views.filter(({ createdBy }) => createdBy === me)
  const shared = views.filter(({ createdBy }) => createdBy !== me)
  const name = view?.name ?? words.all(plural)
  const items = (some: readonly SavedView[]) =>
    some.map((one) => <ViewItem key={one.id} view={one} control={control} isOwn={one.createdBy === me} />)
  return (
    <Menu width={288} position="bottom-start" shadow="md" withInitialFocusPlaceholder={false}>
      <span className={pill.pill} data-main data-on={view ? true : undefined}>
        <Menu.Target>
          <UnstyledButton className={pill.target} aria-label={words.picker(name, isChanged)}>
            <IconBookmark size={14} aria-hidden />
            <span className={styles.name}>{name}</span>
            {isChanged && <span className={styles.mark} title={words.changed} />}
            <IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
      </span>
      <Menu.Dropdown aria-label={words.views}>
        <div className={styles.list}>
          <Menu.Item
            leftSection={view ? <IconTable size={16} /> : <IconCheck size={16} />}
            aria-current={view ? undefined : 'true'}
            onClick={() => pick(undefined)}
          >
            {words.all(plural)}
          </Menu.Item>
          {own.length > 0 && <Menu.Label>{words.own}</Menu.Label>}
          {items(own)}
          {shared.length > 0 && <Menu.Label>{words.shared}</Menu.Label>}
          {items(shared)}
          {views.length === 0 && <p className={styles.none}>{words.none}</p>}
        </div>
        {onSaveAs && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconPlus size={16} />} onClick={onSaveAs}>
              {words.saveAs}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

interface ViewItemProps {
  readonly view: SavedView
  readonly control: SavedViewControl
  readonly isOwn: boolean
}

function ViewItem({ view, control, isOwn }: ViewItemProps) {
  const { id, name, isLocked, visibility, createdByUsername } = view
  const { defaults, pick } = control
  const isCurrent = control.view?.id === id
  return (
    <Menu.Item
      leftSection={isCurrent ? <IconCheck size={16} /> : <IconBookmark size={16} />}
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => pick(id)}
    >
      <span className={styles.item}>
        <span className={styles.itemName} title={name}>
          {name}
        </span>
        {defaults.mine === id && <Mark icon={IconStar} label={words.isMine} />}
        {defaults.organization === id && <Mark icon={IconBuilding} label={words.isEverybodys} />}
        {isOwn && visibility !== 'private' && <Mark icon={IconUsers} label={words.isShared} />}
        {isLocked && <Mark icon={IconLock} label={words.isLocked} />}
        {!isOwn && createdByUsername && <span className={styles.by}>{words.by(createdByUsername)}</span>}
      </span>
    </Menu.Item>
  )
}

const Mark = ({ icon: Icon, label }: { readonly icon: typeof IconLock; readonly label: string }) => (
  <Icon size={14} className={styles.icon} role="img" aria-label={label} />
)
