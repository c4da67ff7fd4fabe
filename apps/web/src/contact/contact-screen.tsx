import { Contact } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

export function ContactScreen() {
  return (
    <ResourceScreen
      resource={Contact}
      plural={words.plural}
      title={words.title}
      columns={['name', 'companyName', 'contactType', 'status', 'emailAddresses', 'phoneNumbers', 'tags', 'updatedAt']}
      widths={{
        name: 'minmax(160px, 2fr)',
        companyName: 'minmax(120px, 1.5fr)',
        contactType: '112px',
        status: '112px',
        emailAddresses: 'minmax(160px, 1.5fr)',
        phoneNumbers: 'minmax(128px, 1fr)',
        updatedAt: '112px',
      }}
    />
  )
}
