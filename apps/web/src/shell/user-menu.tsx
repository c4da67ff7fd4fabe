import { Menu, SegmentedControl, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout, IconUserCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../session/avatar.tsx'
import { nameOf, useMe } from '../session/me.ts'
import { signOut } from '../session/session.ts'
import { toastProblem } from '../ui/toast.tsx'
import styles from './user-menu.module.css'
import { words } from './words.ts'

export function UserMenu() {
  const { user, profile, isSuperuser } = useMe()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = nameOf(user)
  return (
    <Menu width={240}>
      <Menu.Target>
        <UnstyledButton className={styles.target} aria-label={`${words.userMenu}: ${name}`}>
          <Avatar name={name} picture={profile.profilePicture} size={28} />
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
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCog size={16} />}>
          {words.account}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut().catch(toastProblem)}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
