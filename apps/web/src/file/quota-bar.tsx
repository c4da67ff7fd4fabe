import { QuotaIndicator } from '@groundwork/react'
import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useCurrentOrganization } from '../organization/organization-queries.ts'
import { useMe } from '../session/me.ts'
import { QuotaDialog } from './quota/quota-dialog.tsx'
import { words } from './quota/words.ts'

/** The organization whose space is spoken of: the one on the screen, or the only one there is. */
export function useQuotaOrganization(): string | undefined {
  const current = useCurrentOrganization()
  const { memberships } = useMe()
  return current ?? (memberships.length === 1 ? memberships[0]?.organization : undefined)
}

/** How much of the organization's space is taken, and by what. With several on the screen there is no one answer, so nothing is shown. */
export function QuotaBar() {
  const organization = useQuotaOrganization()
  const [isOpen, setIsOpen] = useState(false)
  if (!organization) return null
  return (
    <>
      <UnstyledButton aria-haspopup="dialog" title={words.what} onClick={() => setIsOpen(true)} fz="inherit">
        <QuotaIndicator organization={organization} />
      </UnstyledButton>
      {isOpen && <QuotaDialog organization={organization} onClose={() => setIsOpen(false)} />}
    </>
  )
}
