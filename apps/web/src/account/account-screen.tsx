import { IconDevices, IconKey, IconShieldLock, IconUser } from '@tabler/icons-react'
import { Link, Outlet } from '@tanstack/react-router'
import styles from './account-screen.module.css'
import { words } from './words.ts'

const sections = [
  { to: '/account/profile', label: words.profile, icon: IconUser },
  { to: '/account/security', label: words.security, icon: IconShieldLock },
  { to: '/account/sessions', label: words.sessions, icon: IconDevices },
  { to: '/account/keys', label: words.keys, icon: IconKey },
] as const

/** One's own account, a section at a time. */
export function AccountScreen() {
  return (
    <div className={styles.screen}>
      <h1 className={styles.title}>{words.title}</h1>
      <nav aria-label={words.title} className={styles.nav}>
        <ul className={styles.list}>
          {sections.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={styles.link} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={16} stroke={1.6} aria-hidden />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.sections}>
        <Outlet />
      </div>
    </div>
  )
}
