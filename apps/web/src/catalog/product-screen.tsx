import { Product } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

export function ProductScreen() {
  return (
    <ResourceScreen
      resource={Product}
      plural={words.plural}
      title={words.title}
      columns={['name', 'sku', 'status', 'productType', 'baseUom', 'tags', 'organizationName', 'updatedAt']}
      widths={{
        name: 'minmax(160px, 3fr)',
        sku: 'minmax(104px, 1fr)',
        status: '128px',
        productType: '128px',
        baseUom: '104px',
        updatedAt: '112px',
      }}
    />
  )
}
