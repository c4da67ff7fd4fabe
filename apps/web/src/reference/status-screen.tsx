import { Status } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

export function StatusScreen() {
  return (
    <ResourceScreen
      resource={Status}
      plural={words.statusesPlural}
      title={words.statuses}
      columns={['name', 'slug', 'color', 'category', 'isActive', 'description']}
      widths={{
        name: 'minmax(160px, 2fr)',
        slug: 'minmax(144px, 1.5fr)',
        color: '120px',
        isActive: '88px',
        description: 'minmax(160px, 3fr)',
      }}
    />
  )
}
