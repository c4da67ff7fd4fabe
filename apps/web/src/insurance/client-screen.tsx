import { Client } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

/** Whom policies are written for. */
export function ClientScreen() {
  return (
    <ResourceScreen
      {...words.clients}
      resource={Client}
      columns={[
        'name',
        'clientNumber',
        'clientType',
        'countryName',
        'city',
        'email',
        'tags',
        'organizationName',
        'updatedAt',
      ]}
      widths={{ name: 'minmax(176px, 2fr)', clientNumber: '128px', clientType: '112px', updatedAt: '112px' }}
    />
  )
}
