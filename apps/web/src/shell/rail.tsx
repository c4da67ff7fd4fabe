import { Drawer, Tooltip, UnstyledButton } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconDots, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useAbilities } from '../session/abilities.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { words as common } from '../ui/words.ts'
import { type Destination, type DestinationGroup, navigationFor } from './navigation.ts'
import styles from './rail.module.css'
import { words } from './words.ts'

/** How many places are at the foot of a small screen, besides the way to all others. */
const mostAtFoot = 4

/** Where one can go: names in groups where there is room, icons alone where there is less, a bar at the foot on a phone. */
export function Rail() {
  const [isNarrow, setIsNarrow] = useLocalStorage({ key: 'groundwork-rail-narrow', defaultValue: false })
  const [isOpen, setIsOpen] = useState(false)
  const groups = navigationFor(useAbilities())
  return (
    <nav className={styles.rail} aria-label={words.modules} data-narrow={isNarrow || undefined}>
      <div className={styles.groups}>
        <Groups groups={groups} hasTooltips={isNarrow} />
      </div>
      <div className={styles.foot}>
        <IconButton label={isNarrow ? words.expand : words.collapse} onClick={() => setIsNarrow((narrow) => !narrow)}>
          {isNarrow ? <IconLayoutSidebarLeftExpand size={16} /> : <IconLayoutSidebarLeftCollapse size={16} />}
        </IconButton>
      </div>
      <FootBar groups={groups} onMore={() => setIsOpen(true)} />
      <Drawer
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        position="bottom"
        size="80%"
        title={words.allModules}
        closeButtonProps={{ 'aria-label': common.close }}
      >
        <div className={styles.sheet}>
          <Groups groups={groups} onGo={() => setIsOpen(false)} />
        </div>
      </Drawer>
    </nav>
  )
}

interface GroupsProps {
  readonly groups: readonly DestinationGroup[]
  readonly hasTooltips?: boolean
  readonly onGo?: () => void
}

function Groups({ groups, hasTooltips = false, onGo }: GroupsProps) {
  const id = useId()
  return groups.map(({ label, destinations }, place) => (
    <section key={label} className={styles.group}>
      <h2 id={`${id}-${place}`} className={styles.heading}>
        {label}
      </h2>
      <ul aria-labelledby={`${id}-${place}`}>
        {destinations.map((destination) => (
          <li key={destination.path}>
            <Tooltip label={destination.label} position="right" disabled={!hasTooltips} openDelay={200}>
              <Place destination={destination} onGo={onGo} />
            </Tooltip>
          </li>
        ))}
      </ul>
    </section>
  ))
}

interface PlaceProps {
  readonly destination: Destination
  readonly onGo?: (() => void) | undefined
  readonly isShort?: boolean
}

function Place({ destination, onGo, isShort = false, ...rest }: PlaceProps) {
  const { path, label, shortLabel, icon: Icon } = destination
  const isHere = useIsHere()
  return (
    <Link
      {...rest}
      to={path as '/files'}
      className={styles.link}
      aria-current={isHere(destination) ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon size={18} stroke={1.6} aria-hidden />
      <span className={styles.label}>{isShort ? shortLabel : label}</span>
    </Link>
  )
}

/** On a phone: the place one is at, the first few, and the way to all of them. */
function FootBar({ groups, onMore }: { groups: readonly DestinationGroup[]; onMore: () => void }) {
  const isHere = useIsHere()
  const firsts = groups.flatMap(({ destinations }) => destinations.slice(0, 1))
  const here = groups.flatMap(({ destinations }) => destinations).find(isHere)
  const shown = firsts.slice(0, mostAtFoot)
  const places = here && !shown.includes(here) ? [...shown.slice(0, mostAtFoot - 1), here] : shown
  return (
    <ul className={styles.bar}>
      {places.map((destination) => (
        <li key={destination.path}>
          <Place destination={destination} isShort />
        </li>
      ))}
      <li>
        <UnstyledButton className={styles.link} onClick={onMore} aria-haspopup="dialog">
          <IconDots size={18} stroke={1.6} aria-hidden />
          <span className={styles.label}>{words.more}</span>
        </UnstyledButton>
      </li>
    </ul>
  )
}

/** Whether this is where the person is. */
function useIsHere(): (destination: Destination) => boolean {
  const path = useLocation({ select: ({ pathname }) => `/${pathname.split('/')[1] ?? ''}` })
  return ({ covers }) => covers.includes(path)
}
