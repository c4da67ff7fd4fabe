import { Warehouse } from '@groundwork/domain'
import { Menu } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

export function WarehouseScreen() {
  const navigate = useNavigate()
  return (
    <ResourceScreen
      resource={Warehouse}
      plural={words.warehousesPlural}
      title={words.warehouses}
      columns={['name', 'code', 'warehouseType', 'isActive', 'tags', 'organizationName', 'updatedAt']}
      widths={{
        name: 'minmax(160px, 3fr)',
        code: 'minmax(88px, 1fr)',
        warehouseType: 'minmax(144px, 1fr)',
        isActive: '88px',
        updatedAt: '112px',
      }}
      rowItems={({ id }) => (
        <Menu.Item
          leftSection={<IconMapPin size={16} />}
          onClick={() =>
            void navigate({
              to: '/$plural',
              params: { plural: 'stock-locations' },
              search: (before) => ({ org: before.org, within: String(id) }),
            })
          }
        >
          {words.showLocations}
        </Menu.Item>
      )}
    />
  )
}
