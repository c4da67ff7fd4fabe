import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { nameOf, useMe } from '../session/me.ts'
import { signOut } from '../session/session.ts'
import { toastProblem } from '../ui/toast.tsx'
import styles from './user-menu.module.css'
import { words } from './words.ts'

export function UserMenu() {
  const { user, isSuperuser } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = nameOf(user)
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.target} aria-label={`${words.userMenu}: ${name}`}>
          <span className={styles.avatar} data-initials={initialsOf(name)} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <strong className="truncate">{name}</strong>
          <span className={styles.email}>{user.email}</span>
          {isSuperuser && <span className={styles.email}>{words.superuser}</span>}
        </div>
        <Menu.Divider />
        <div className={styles.scheme}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={words.colorScheme}
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'light', label: words.lightMode },
              { value: 'dark', label: words.darkMode },
              { value: 'auto', label: words.autoMode },
            ]}
          />
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().catch(toastProblem)}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** `Ada Lovelace` -> `AL`, `admin` -> `AD`. */
function initialsOf(name: string): string {
  const [first = '', ...others] = name.split(/[\s._@-]+/u)
  const last = others.at(-1)
  return (last ? `${first[0]}${last[0]}` : first.slice(0, 2)).toUpperCase()
}
