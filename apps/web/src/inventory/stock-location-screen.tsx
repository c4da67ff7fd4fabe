import { StockLocation } from '@groundwork/domain'
import { Button } from '@mantine/core'
import { IconBuildingWarehouse, IconSelector } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { apiOf, rowQuery } from '../api/rows.ts'
import { useCurrentOrganization, withinOrganization } from '../organization/organization-queries.ts'
import { RowPicker } from '../tree/row-picker.tsx'
import { TreeScreen } from '../tree/tree-screen.tsx'
import type { TreeSearch } from '../tree/tree-search.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { words } from './words.ts'

/** Shown when none is chosen. */
const firstWarehouse = (organization: string | undefined) =>
  queryOptions({
    queryKey: ['warehouse', 'first', organization] as const,
    queryFn: async ({ signal }) => {
      const input = { limit: 1, orderBy: ['name'], ...withinOrganization(organization) }
      return (await apiOf('warehouse').list(input, { signal })).rows[0] ?? null
    },
  })

/** The places inside one warehouse. */
export function StockLocationScreen() {
  const { within } = useSearch({ strict: false }) as TreeSearch
  const navigate = useNavigate()
  const organization = useCurrentOrganization()
  const first = useQuery({ ...firstWarehouse(organization), enabled: within === undefined })
  const chosen = useQuery({ ...rowQuery('warehouse', within ?? ''), enabled: within !== undefined })
  const warehouse = within ? chosen.data : first.data
  return (
    <TreeScreen
      key={warehouse?.id ?? ''}
      resource={StockLocation}
      plural={words.locationsPlural}
      title={words.locations}
      columns={['locationType', 'barcode', 'isActive', 'tags']}
      widths={{ locationType: 'minmax(112px, 1fr)', isActive: '88px' }}
      within={warehouse ? { field: 'warehouse', op: 'eq', value: warehouse.id } : null}
      {...(warehouse && { initial: { warehouse: warehouse.id, organization: warehouse.organization } })}
      choice={
        warehouse && (
          <RowPicker
            offered={{
              resource: 'warehouse',
              keyField: 'id',
              titleField: 'name',
              hintField: 'code',
              ...withinOrganization(organization),
            }}
            label={words.findWarehouse}
            value={warehouse.id}
            onPick={(id) =>
              void navigate({
                to: '.',
                search: (before) => ({ ...before, within: id ?? undefined, q: undefined, open: undefined }),
              })
            }
          >
            {(toggle) => (
              <Button
                variant="default"
                leftSection={<IconBuildingWarehouse size={16} />}
                rightSection={<IconSelector size={16} />}
                onClick={toggle}
                aria-label={`${words.warehouse}: ${warehouse.name}`}
              >
                {warehouse.name}
              </Button>
            )}
          </RowPicker>
        )
      }
      instead={
        first.data === null && (
          <EmptyState
            icon={IconBuildingWarehouse}
            title={words.noWarehouses}
            hint={words.noWarehousesHint}
            action={
              <Button onClick={() => void navigate({ to: '/$plural', params: { plural: 'warehouses' } })}>
                {words.toWarehouses}
              </Button>
            }
          />
        )
      }
    />
  )
}
