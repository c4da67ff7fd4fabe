import { Tooltip } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useAbilities } from '../session/abilities.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { modulesFor } from './modules.ts'
import styles from './rail.module.css'
import { words } from './words.ts'

/** The modules: names beside the icons where there is room, icons alone where there is less, a bar at the foot on a phone. */
export function Rail() {
  const [isNarrow, setIsNarrow] = useLocalStorage({ key: 'groundwork-rail-narrow', defaultValue: false })
  const modules = modulesFor(useAbilities())
  return (
    <nav className={styles.rail} aria-label={words.modules} data-narrow={isNarrow || undefined}>
      <ul className={styles.list}>
        {modules.map(({ to, label, shortLabel = label, icon: Icon }) => (
          <li key={to}>
            <Tooltip label={label} position="right" disabled={!isNarrow} openDelay={200}>
              <Link to={to} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={18} stroke={1.6} aria-hidden />
                <span className={styles.label}>{label}</span>
                <span className={styles.short}>{shortLabel}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        <IconButton label={isNarrow ? words.expand : words.collapse} onClick={() => setIsNarrow((narrow) => !narrow)}>
          {isNarrow ? <IconLayoutSidebarLeftExpand size={16} /> : <IconLayoutSidebarLeftCollapse size={16} />}
        </IconButton>
      </div>
    </nav>
  )
}
