import { Claim } from '@groundwork/domain'
import { ResourceScreen } from '../resource/resource-screen.tsx'
import { words } from './words.ts'

/** What is asked for under policies, and what was paid. */
export function ClaimScreen() {
  return (
    <ResourceScreen
      {...words.claims}
      resource={Claim}
      columns={[
        'claimNumber',
        'policyNumber',
        'countryName',
        'state',
        'amountClaimed',
        'amountPaid',
        'currency',
        'occurredOn',
        'reportedOn',
        'organizationName',
      ]}
      widths={{
        claimNumber: 'minmax(96px, 1.5fr)',
        policyNumber: 'minmax(96px, 1fr)',
        countryName: 'minmax(104px, 1fr)',
        state: '96px',
        amountClaimed: '136px',
        currency: '96px',
        occurredOn: '112px',
        reportedOn: '112px',
      }}
    />
  )
}
