import { UnstyledButton } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { OrganizationPicker } from '../organization/organization-picker.tsx'
import { useCurrentOrganization, useOrganizationName } from '../organization/organization-queries.ts'
import styles from './organization-switcher.module.css'
import { words } from './words.ts'

/** Narrows everything to one organization, or shows all that the person can reach. The choice is in the address. */
export function OrganizationSwitcher() {
  const current = useCurrentOrganization()
  const name = useOrganizationName(current)
  const navigate = useNavigate()
  const shown = current ? name : words.allOrganizations
  return (
    <OrganizationPicker
      value={current ?? null}
      noneLabel={words.allOrganizations}
      onPick={(id) =>
        void navigate({
          to: '.',
          search: (search) => ({ ...search, org: id ?? undefined, open: undefined, preview: undefined }),
        })
      }
    >
      {(toggle) => (
        <UnstyledButton className={styles.target} onClick={toggle} aria-label={`${words.switchOrganization}: ${shown}`}>
          <span className={styles.name}>{shown}</span>
          <IconSelector size={16} aria-hidden className={styles.icon} />
        </UnstyledButton>
      )}
    </OrganizationPicker>
  )
}
