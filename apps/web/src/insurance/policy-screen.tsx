import { Policy } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

/** Contracts of insurance, with what they cost and how long they run. */
export function PolicyScreen() {
  return (
    <ResourceScreen
      {...words.policies}
      resource={Policy}
      columns={[
        'policyNumber',
        'clientName',
        'countryName',
        'branch',
        'state',
        'premium',
        'currency',
        'startsOn',
        'endsOn',
        'organizationName',
      ]}
      widths={{
        policyNumber: 'minmax(104px, 1fr)',
        clientName: 'minmax(128px, 2fr)',
        countryName: 'minmax(104px, 1fr)',
        branch: 'minmax(96px, 1fr)',
        state: '96px',
        premium: '104px',
        currency: '96px',
        startsOn: '112px',
        endsOn: '112px',
      }}
    />
  )
}
