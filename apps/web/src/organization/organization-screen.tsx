import { type Filter, Organization } from '@groundwork/domain'
import { Menu } from '@mantine/core'
import { IconSwitchHorizontal } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useMe } from '../session/me.ts'
import { isTopmost } from '../tree/tree-levels.ts'
import { TreeScreen } from '../tree/tree-screen.tsx'
import { words } from './words.ts'

/** The tree of organizations the person can reach. */
export function OrganizationScreen() {
  const { memberships, isSuperuser } = useMe()
  const navigate = useNavigate()
  // Somebody who belongs to a part of a company sees that part at the top, whatever it is a part of.
  const ids = memberships.map(({ organization }) => organization)
  const mine: Filter = { field: 'id', op: 'in', value: ids }
  return (
    <TreeScreen
      resource={Organization}
      plural={words.plural}
      title={words.title}
      columns={['code', 'organizationTypeName', 'status']}
      widths={{ code: 'minmax(88px, 1fr)', status: '112px' }}
      {...(!isSuperuser && ids.length > 0 && { roots: { or: [isTopmost, mine] } })}
      rowItems={({ id }) => (
        <Menu.Item
          leftSection={<IconSwitchHorizontal size={16} />}
          onClick={() => void navigate({ to: '/files', search: { org: String(id) } })}
        >
          {words.showFiles}
        </Menu.Item>
      )}
    />
  )
}
