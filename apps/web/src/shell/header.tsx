import { UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { JobIndicator } from '../data-job/job-indicator.tsx'
import { Logo } from '../ui/logo.tsx'
import styles from './header.module.css'
import { OrganizationSwitcher } from './organization-switcher.tsx'
import { SchemeSwitch } from './scheme-switch.tsx'
import { UserMenu } from './user-menu.tsx'
import { words } from './words.ts'

const isMac = navigator.userAgent.includes('Mac')

export function Header() {
  return (
    <header className={styles.header}>
      <Link to="/files" className={styles.logo} aria-label="Groundwork">
        <Logo size={24} />
      </Link>
      <OrganizationSwitcher />
      <UnstyledButton className={styles.search} onClick={() => spotlight.open()} aria-keyshortcuts="Control+K">
        <IconSearch size={16} aria-hidden />
        <span className={styles.searchText}>{words.search}</span>
        <kbd className={styles.searchKey} aria-hidden>
          {isMac ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      <div className={styles.end}>
        <JobIndicator />
        <SchemeSwitch />
        <UserMenu />
      </div>
    </header>
  )
}
